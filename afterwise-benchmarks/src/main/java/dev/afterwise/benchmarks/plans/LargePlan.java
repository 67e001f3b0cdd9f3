package dev.afterwise.benchmarks.plans;

import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;

/** Reads a large plan in a process of its own, which says by the clock and of CPU, how long it took. */
public final class LargePlan {
    private static final PlanLimits WIDEST = new PlanLimits(10_000, 64);
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final Timekeeper TIME = Timekeeper.system();

    private LargePlan() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        long cpu = CPU.getCurrentThreadCpuTime();
        long start = TIME.nanos();
        Plan plan = PlanReader.read(file, WIDEST);
        Duration read = TIME.since(start);
        Duration computed = Duration.ofNanos(CPU.getCurrentThreadCpuTime() - cpu);
        System.out.printf("%d %d %d%n", plan.steps().size(), read.toMillis(), computed.toMillis());
    }
}

package dev.afterwise.benchmarks.plans;

import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.schedule.Lineup;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Reads a large plan in a process of its own, which says how long each took. */
public final class LargePlan {
    private static final int WORKERS = 16;
    private static final Duration SEARCH = Duration.ofMillis(100);
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
        start = TIME.nanos();
        long begun = start;
        Lineup lineup =
                Lineup.of(plan, seconds(plan), WORKERS, () -> TIME.since(begun).compareTo(SEARCH) < 0);
        Duration put = TIME.since(start);
        System.out.printf(
                "%d %d %d %d%n", lineup.seconds().size(), read.toMillis(), computed.toMillis(), put.toMillis());
    }

    private static Map<String, Double> seconds(Plan plan) {
        var random = new SplittableRandom(7);
        return plan.steps().stream()
                .collect(Collectors.toMap(PlanStep::id, ignored -> -Math.log(1 - random.nextDouble())));
    }
}

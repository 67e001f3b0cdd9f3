package dev.afterwise.benchmarks;

import dev.afterwise.BreakerLimits;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.time.Randomness;
import dev.afterwise.time.Timekeeper;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** How much memory the guard of one component takes, among as many as there may be. */
final class GuardKeys implements Benchmark {
    private static final int COMPONENTS = 100_000;
    private static final int ALLOWED_BYTES = 1_024;
    private static final int COLLECTIONS = 4;

    @Override
    public String name() {
        return "guard.keys";
    }

    @Override
    public String compares() {
        return "heap that 100,000 guarded components take, each called once, with 1 KiB for each";
    }

    @Override
    public Target target() {
        return Target.atMost(1);
    }

    @Override
    public double measure(Report report, int rounds) {
        double bytes = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            bytes = Math.min(bytes, bytes(BreakerLimits.STANDARD));
        }
        double timed = bytes(BreakerLimits.STANDARD.slow(0.5, Duration.ofSeconds(5)));
        report.line("bytes for each component, its name among them: %.0f; where slow calls count: %.0f"
                .formatted(bytes, timed));
        return bytes / ALLOWED_BYTES;
    }

    private static double bytes(BreakerLimits limits) {
        long before = used();
        Timekeeper time = Timekeeper.system();
        var guards = new Guards(component -> limits, time, Randomness.system());
        for (int i = 0; i < COMPONENTS; i++) {
            Guard guard = guards.of("component " + i);
            long start = time.nanos();
            guard.succeeded(guard.enter(start), start);
        }
        double each = (double) (used() - before) / COMPONENTS;
        if (guards.size() != COMPONENTS) {
            throw new IllegalStateException(
                    "There must be %d guards, but there are (%d).".formatted(COMPONENTS, guards.size()));
        }
        return each;
    }

    /** What is alive. */
    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public int usualRounds() {
        return 3;
    }
}

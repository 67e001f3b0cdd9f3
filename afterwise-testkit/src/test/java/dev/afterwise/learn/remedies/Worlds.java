package dev.afterwise.learn.remedies;

import static dev.afterwise.testkit.AnExecution.anExecution;

import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.testkit.AnExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Made-up histories of one task whose success depends on complexity, model and team as somebody says. */
final class Worlds {
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private Worlds() {}

    /** How likely an execution succeeds. */
    @FunctionalInterface
    interface Chance {
        double of(int complexity, String model, String team);
    }

    /** Complexity from 1 to 10, two models, two teams, all left to chance; one execution in 40 minutes. */
    static Columns columns(RandomGenerator random, int count, Chance chance) {
        var columns = new SegmentBuilder();
        for (int i = 0; i < count; i++) {
            int complexity = 1 + random.nextInt(10);
            String model = random.nextBoolean() ? "large" : "small";
            String team = random.nextBoolean() ? "blue" : "red";
            AnExecution each = anExecution()
                    .of("tests")
                    .on(model)
                    .ofComplexity(complexity)
                    .with("team", team)
                    .took(Duration.ofNanos(1_000_000_000 + random.nextInt(1_000_000) * 1_000L))
                    .startedAt(START.plus(Duration.ofMinutes(40L * i)));
            boolean succeeds = random.nextDouble() < chance.of(complexity, model, team);
            columns.add(Entry.of(i + 1L, (succeeds ? each : each.failedWith("timeout")).execution()));
        }
        return columns.build();
    }
}

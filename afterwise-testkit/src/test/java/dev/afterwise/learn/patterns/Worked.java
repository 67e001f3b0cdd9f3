package dev.afterwise.learn.patterns;

import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.segment.StepNames;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A history that is being made up, one execution after another. For one thread. */
final class Worked {
    /** A Monday. */
    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static final Failure FAILURE = Failure.of(
            FailureClass.UNKNOWN,
            Severity.MEDIUM,
            Transience.PERMANENT,
            "IllegalStateException",
            "The basket is empty");

    private final SegmentBuilder builder = new SegmentBuilder();
    final RandomGenerator random;

    Worked(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Attributes without any effect. */
    Profile profile() {
        return Profile.of(oneOf("order", "invoice"))
                .withAgent(oneOf("ada", "ben", "cleo"))
                .withComplexity(random.nextInt(100) / 10.0)
                .with("region", oneOf("eu", "us", "asia"))
                .with("customer", "customer-" + (int) (60 * Math.pow(random.nextDouble(), 2)));
    }

    String oneOf(String... names) {
        return names[random.nextInt(names.length)];
    }

    /** One of {@code of} moments, evenly over so many days. */
    Instant at(int i, int of, int days) {
        return START.plusMillis(
                (long) ((i + random.nextDouble()) * Duration.ofDays(days).toMillis() / of));
    }

    boolean chance(double rate) {
        return random.nextDouble() < rate;
    }

    /** About a second. */
    Duration about() {
        return Duration.ofNanos((long) (1e9 * Math.exp(random.nextGaussian())));
    }

    Worked add(Instant at, Profile profile, boolean succeeds, Duration took, String... steps) {
        return add(at, profile, succeeds ? new Outcome.Succeeded(took) : new Outcome.Failed(took, FAILURE), steps);
    }

    Worked add(Instant at, Profile profile, Outcome outcome, String... steps) {
        var headline = new Headline(ExecutionId.at(at, random), profile, "", at, outcome, Usage.NONE, new TreeMap<>());
        builder.add(new Entry(builder.size() + 1L, headline, new StepNames(List.of(steps), List.of())));
        return this;
    }

    Columns columns() {
        return builder.build();
    }

    List<Pattern> patterns() {
        return Patterns.in(columns(), ZoneOffset.UTC).patterns();
    }
}

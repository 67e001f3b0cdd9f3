package dev.afterwise.benchmarks;

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
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Executions of four weeks with much that has no effect, and one thing that has: whoever knows what and where can test for it alone.
 * The same seed makes the same ones. For one thread.
 */
final class PlantedWorld {
    /** What was planted. */
    enum Planted {
        /** Success .60 from 02:00 to 05:00, .80 at other times. */
        HOURS,
        /** Four of five fail where {@code load} is above 7, one of five otherwise. */
        CUT,
        /** Twice as many fail where "parse" comes before "fetch". */
        ORDER,
        /** The number {@code load} and the duration have a rank correlation of one half. */
        CORRELATION,
        /** Four of ten fail where agent is "ben" and region "asia", one of five otherwise. */
        PAIR
    }

    static final double CUT = 7;
    static final int FIRST_HOUR = 2;
    static final int LAST_HOUR = 4;

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration LENGTH = Duration.ofDays(28);
    private static final Failure FAILURE = Failure.of(
            FailureClass.UNKNOWN,
            Severity.MEDIUM,
            Transience.PERMANENT,
            "IllegalStateException",
            "The basket is empty");
    /** The correlation of two normal numbers whose ranks have one of one half. */
    private static final double NORMAL = 2 * Math.sin(Math.PI / 12);

    private final RandomGenerator random;
    private final Planted planted;
    private final boolean[] isPlanted;
    private final boolean[] isSuccess;
    private final double[] load;
    private final double[] took;
    private final Columns columns;

    PlantedWorld(Planted planted, int executions, long seed) {
        this.planted = planted;
        this.random = new SplittableRandom(seed);
        this.isPlanted = new boolean[executions];
        this.isSuccess = new boolean[executions];
        this.load = new double[executions];
        this.took = new double[executions];
        var builder = new SegmentBuilder();
        for (int i = 0; i < executions; i++) {
            builder.add(next(i, executions));
        }
        this.columns = builder.build();
    }

    private Entry next(int i, int executions) {
        Instant at = START.plusMillis((long) ((i + random.nextDouble()) * LENGTH.toMillis() / executions));
        String agent = oneOf("ada", "ben", "cleo", "dan");
        String region = oneOf("eu", "us", "asia");
        boolean isSwapped = random.nextInt(5) == 0;
        double hidden = random.nextGaussian();
        load[i] = planted == Planted.CORRELATION ? 5 + hidden : 10 * random.nextDouble();
        int hour = (int) (at.getEpochSecond() / 3_600 % 24);
        isPlanted[i] = switch (planted) {
            case HOURS -> hour >= FIRST_HOUR && hour <= LAST_HOUR;
            case CUT -> load[i] > CUT;
            case ORDER -> isSwapped;
            case CORRELATION -> false;
            case PAIR -> agent.equals("ben") && region.equals("asia");
        };
        isSuccess[i] = random.nextDouble() < rate(isPlanted[i]);
        double own = random.nextGaussian();
        took[i] = Math.exp(
                .5 * (planted == Planted.CORRELATION ? NORMAL * hidden + Math.sqrt(1 - NORMAL * NORMAL) * own : own));
        var duration = Duration.ofNanos((long) (took[i] * 1e9));
        var headline = new Headline(
                ExecutionId.at(at, random),
                Profile.of(oneOf("order", "invoice", "refund", "report"))
                        .withAgent(agent)
                        .withModel(oneOf("small", "large"))
                        .withComplexity(random.nextInt(100) / 10.0)
                        .with("region", region)
                        .with("customer", "customer-" + random.nextInt(100))
                        .with("load", load[i]),
                "",
                at,
                isSuccess[i] ? new Outcome.Succeeded(duration) : new Outcome.Failed(duration, FAILURE),
                Usage.NONE,
                new TreeMap<>());
        return new Entry(i + 1L, headline, new StepNames(steps(isSwapped), List.of()));
    }

    private double rate(boolean isThere) {
        return switch (planted) {
            case HOURS -> isThere ? .6 : .8;
            case CUT -> isThere ? .2 : .8;
            case ORDER -> isThere ? .6 : .8;
            case CORRELATION -> .8;
            case PAIR -> isThere ? .6 : .8;
        };
    }

    private List<String> steps(boolean isSwapped) {
        String first = isSwapped ? "parse" : "fetch";
        String second = isSwapped ? "fetch" : "parse";
        return random.nextBoolean()
                ? List.of("plan", first, second, "check")
                : List.of("plan", first, "cache", second, "check");
    }

    private String oneOf(String... names) {
        return names[random.nextInt(names.length)];
    }

    Columns columns() {
        return columns;
    }

    /** Where the effect is. */
    boolean isPlanted(int i) {
        return isPlanted[i];
    }

    boolean isSuccess(int i) {
        return isSuccess[i];
    }

    double load(int i) {
        return load[i];
    }

    double took(int i) {
        return took[i];
    }

    int size() {
        return load.length;
    }
}

package dev.afterwise;

import java.time.Duration;

/**
 * What an experiment is to improve, how long it may take, and what it may cost meanwhile.
 *
 * @param measure in which the gain is told
 * @param worthwhile the smallest gain that would be worth a change, in units of the measure; not negative
 * @param runs after so many runs, over all variants, it ends without a winner
 * @param longest after so much time it ends without a winner
 */
public record Aim(Measure measure, double worthwhile, long runs, Duration longest, Risk risk) {
    /** More success, by two points at least: 4,000 runs or four weeks, whichever is over first. */
    public static final Aim SUCCESS = new Aim(Measure.SUCCESS_RATE, .02, 4_000, Duration.ofDays(28), Risk.STANDARD);

    /** Less time, whatever it is: 4,000 runs or four weeks, whichever is over first. */
    public static final Aim TIME = new Aim(Measure.SECONDS_PER_RUN, 0, 4_000, Duration.ofDays(28), Risk.STANDARD);

    /**
     * What a variant may do worse than the original before it is stopped.
     *
     * @param extraFailures how many failures more than the original would have had may come of one variant, as far as can be told
     * @param slower by which part its 95th percentile of duration may be longer
     * @param dearer by which part a run of it may cost more
     */
    public record Risk(double extraFailures, double slower, double dearer) {
        /** Twelve failures; a quarter slower; a quarter dearer. */
        public static final Risk STANDARD = new Risk(12, .25, .25);

        /** @throws IllegalArgumentException if a part is out of range */
        public Risk {
            if (!(extraFailures > 0)) {
                throw new IllegalArgumentException(
                        "The failures that may be risked must be more than 0, but this is (%s)."
                                .formatted(extraFailures));
            }
            if (!(slower >= 0) || !(dearer >= 0)) {
                throw new IllegalArgumentException(
                        "What may be slower or dearer must not be negative, but this is (%s) and (%s)."
                                .formatted(slower, dearer));
            }
        }
    }

    /** @throws IllegalArgumentException if a part is out of range */
    public Aim {
        if (!(worthwhile >= 0 && Double.isFinite(worthwhile))) {
            throw new IllegalArgumentException(
                    "The smallest gain that is worth a change must not be negative, but this is (%s)."
                            .formatted(worthwhile));
        }
        if (runs < 1) {
            throw new IllegalArgumentException(
                    "An experiment must have at least 1 run, but this is (%d).".formatted(runs));
        }
        if (!longest.isPositive()) {
            throw new IllegalArgumentException(
                    "An experiment must last some time, but this is (%s).".formatted(longest));
        }
    }

    public Aim withRuns(long most) {
        return new Aim(measure, worthwhile, most, longest, risk);
    }

    public Aim withLongest(Duration most) {
        return new Aim(measure, worthwhile, runs, most, risk);
    }

    public Aim withWorthwhile(double gain) {
        return new Aim(measure, gain, runs, longest, risk);
    }

    public Aim withRisk(Risk other) {
        return new Aim(measure, worthwhile, runs, longest, other);
    }
}

package dev.afterwise.learn;

import dev.afterwise.learn.stats.Interval;

/**
 * One respect in which two groups of executions are compared.
 *
 * @param effect by how much the one group exceeds the other, in the {@link Kind#unit unit}
 * @param interval of the effect
 * @param pValue how likely they differ so much where nothing makes them, corrected for everything that was looked at
 */
public record Aspect(Kind kind, Sample one, Sample other, double effect, Interval interval, double pValue) {
    /** What is compared. */
    public enum Kind {
        /** The rate of success of those that succeeded or failed. */
        SUCCESS("success", "share"),
        /** The median of those durations that are known. */
        DURATION("duration", "seconds"),
        /** The mean cost. */
        COST("cost", "micros"),
        /** The mean number of tokens, in and out. */
        TOKENS("tokens", "tokens");

        private final String word;
        private final String unit;

        Kind(String word, String unit) {
            this.word = word;
            this.unit = unit;
        }

        /** The word used in JSON and in sentences. */
        public String word() {
            return word;
        }

        /** In what it is measured: a share from 0 to 1, seconds, millionths of the currency, tokens. */
        public String unit() {
            return unit;
        }

        /** Whether more of it is what one wants. */
        public boolean isBetterHigh() {
            return this == SUCCESS;
        }
    }

    /**
     * What is known of a group.
     *
     * @param n how many executions could be looked at
     * @param value what was seen, not a number if there are none
     */
    public record Sample(long n, double value) {}

    /** Whether there is so much of both that anything can be said. */
    public boolean isEnough() {
        return Math.min(one.n, other.n) >= Demands.DEFAULT.minSamples();
    }

    /** Whether chance hardly explains it: both the p-value and the interval must say so. */
    public boolean differs() {
        return isEnough() && pValue <= Demands.DEFAULT.maxFalseAlarms() && !interval.contains(0);
    }

    Aspect corrected(double p) {
        return new Aspect(kind, one, other, effect, interval, p);
    }
}

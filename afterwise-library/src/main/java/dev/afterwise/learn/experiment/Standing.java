package dev.afterwise.learn.experiment;

import dev.afterwise.Tally;

/**
 * How one variant stands.
 *
 * @param runs that got it
 * @param success of those that are decided
 * @param seconds the mean of those whose duration is known; not a number if there are none
 * @param cost the mean of those whose cost is known; not a number if there are none
 * @param gain against the original, in the experiment's measure; {@link Gain#UNKNOWN} for the original itself
 * @param fate what is to be done about it
 * @param because why, for people; empty where it goes on
 */
public record Standing(
        String variant, long runs, Tally success, double seconds, double cost, Gain gain, Fate fate, String because) {
    /** What is to be done about a variant. */
    public enum Fate {
        /** Nothing is proven; or it is the original. */
        GOES_ON,
        /** It is better than the original. */
        BETTER,
        /** It is worse than the original, or broke a guardrail. */
        DROPPED,
        /** It is no better by as much as would be worth a change. */
        NO_DIFFERENCE
    }
}

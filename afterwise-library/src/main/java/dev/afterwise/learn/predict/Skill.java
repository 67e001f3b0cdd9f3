package dev.afterwise.learn.predict;

import dev.afterwise.learn.stats.Interval;

/**
 * How much better chances were told beforehand than by the rate of all work.
 *
 * @param outcomes of how many
 * @param brier the mean squared difference of chance and outcome
 * @param baseRate the same, had the rate of all work been told
 * @param gain where the difference of both is, with 95 % confidence; more than zero is better. Infinite where too little is known
 */
public record Skill(long outcomes, double brier, double baseRate, Interval gain) {
    /** Whether what is told is known to be better. */
    public boolean isBetter() {
        return gain.low() > 0;
    }
}

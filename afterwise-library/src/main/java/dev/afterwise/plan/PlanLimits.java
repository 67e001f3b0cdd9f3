package dev.afterwise.plan;

/**
 * How large plans may be, and how much of one may run at once.
 *
 * @param maxSteps from 1 to 10,000
 * @param maxConcurrency from 1 to 64
 */
public record PlanLimits(int maxSteps, int maxConcurrency) {
    public static final PlanLimits DEFAULT = new PlanLimits(20, 5);

    /** @throws IllegalArgumentException if a part is out of range */
    public PlanLimits {
        if (maxSteps < 1 || maxSteps > 10_000) {
            throw new IllegalArgumentException(
                    "The most steps of a plan must be from 1 to 10,000, but it is (%d).".formatted(maxSteps));
        }
        if (maxConcurrency < 1 || maxConcurrency > 64) {
            throw new IllegalArgumentException(
                    "The most steps at once must be from 1 to 64, but it is (%d).".formatted(maxConcurrency));
        }
    }
}

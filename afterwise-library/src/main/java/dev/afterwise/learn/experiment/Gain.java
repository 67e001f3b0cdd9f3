package dev.afterwise.learn.experiment;

/**
 * By how much a variant is better than the original, per run; negative where it is worse.
 *
 * @param estimate in units of the measure
 * @param low the lower end of its interval, which holds however often somebody looks
 * @param high the upper end
 */
public record Gain(double estimate, double low, double high) {
    /** Nothing is known yet. */
    public static final Gain UNKNOWN = new Gain(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public boolean isKnown() {
        return Double.isFinite(low) && Double.isFinite(high);
    }
}

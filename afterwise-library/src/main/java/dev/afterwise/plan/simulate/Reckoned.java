package dev.afterwise.plan.simulate;

/**
 * A number that was reckoned, and between which it lies with a chance of 95 %, as far as the samples behind it can tell.
 *
 * @param likely its mean
 */
public record Reckoned(double likely, double low, double high) {
    /** Whether it may as well be zero. */
    public boolean mayBeZero() {
        return low <= 0 && high >= 0;
    }
}

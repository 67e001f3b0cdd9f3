package dev.afterwise.learn.durations;

/**
 * How long a piece of work is expected to take, in seconds.
 *
 * @param likely as often more as less
 * @param low less than this in one of ten
 * @param high more than this in one of ten
 * @param sample by how many pieces like it
 */
public record Estimate(double likely, double low, double high, int sample) {
    /**
     * What it takes on average, which is what orders and sums need: where some pieces take very long, that is more than {@link
     * #likely}. By Swanson's rule (Hurst, Brown and Swanson, "Swanson's 30-40-30 rule", AAPG Bulletin 84, 2000).
     */
    public double mean() {
        return .3 * low + .4 * likely + .3 * high;
    }
}

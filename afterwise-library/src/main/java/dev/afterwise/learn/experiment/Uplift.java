package dev.afterwise.learn.experiment;

/**
 * By how much the mean of one variant exceeds that of the original, while the runs come in, from nothing but that chance drew
 * who got which.
 *
 * <p>Each outcome counts for its variant and against the other, weighted by the inverse of the chance that it had to be drawn, and
 * centred on what was to be expected before it (Robins, Rotnitzky and Zhao, "Estimation of regression coefficients when some
 * regressors are not always observed", Journal of the American Statistical Association 89, 1994). Such a sum has the gain as its
 * mean whatever else happens meanwhile, because the coin is all that is taken for random: hours, outages and what the runs had to do are
 * no assumption (Ham, Bojinov, Lindon and Tingley, "Design-based confidence sequences: a general approach to risk mitigation in
 * online experimentation", 2022).
 *
 * <p>The interval is the normal mixture of Robbins (1970) over that sum: it holds however often somebody looks, for some twenty
 * runs of each or more. Runs that were drawn together, having one key, are one draw. For one thread.
 */
final class Uplift {
    /** Where the interval is tightest, in runs. */
    private static final double TIGHTEST_AT = 1_000;

    private static final double PRIOR = 2;

    private final double share;
    private final double ratio;
    private final Side original = new Side();
    private final Side changed = new Side();
    private final double[] sums;
    private final int[] counts;
    private double sum;
    private long count;

    /** What is known of one side. */
    private static final class Side {
        private long count;
        private long keys;
        private double sum;

        void add(double value) {
            count++;
            sum += value;
        }

        double mean() {
            return sum / count;
        }

        /** With as many as {@link #PRIOR} others that are as all are. */
        double expected(double all) {
            return (sum + PRIOR * all) / (count + PRIOR);
        }
    }

    /**
     * @param share of the changed variant among the runs of both, above 0 and below 1
     * @param ratio how many times as much as the mean of the original is compared with that of the changed variant
     * @param keys how many there are
     */
    Uplift(double share, double ratio, int keys) {
        this.share = share;
        this.ratio = ratio;
        this.sums = new double[keys];
        this.counts = new int[keys];
    }

    /** @param key below how many there are */
    void add(int key, boolean isChanged, double value) {
        double all = count == 0 ? value : (original.sum + changed.sum) / count;
        double centre = (1 - share) * changed.expected(all) + share * original.expected(all);
        double weighted = isChanged ? (value - centre) / share : -ratio * (value - centre) / (1 - share);
        double one = weighted + centre * (1 - ratio);
        Side side = isChanged ? changed : original;
        side.add(value);
        side.keys += counts[key] == 0 ? 1 : 0;
        sum += one;
        count++;
        sums[key] += one;
        counts[key]++;
    }

    /** Of how many draws there are on the side that has fewer. */
    long fewest() {
        return Math.min(original.keys, changed.keys);
    }

    long changedCount() {
        return changed.count;
    }

    double estimate() {
        return count == 0 ? 0 : sum / count;
    }

    double originalMean() {
        return original.mean();
    }

    double changedMean() {
        return changed.mean();
    }

    /**
     * Where it lies.
     *
     * @param missed how likely the truth is ever to be outside
     * @param outcomes whether the values are 0 and 1, of which it is known how much they vary even where all were alike
     */
    Gain gain(double missed, boolean outcomes) {
        if (count == 0) {
            return Gain.UNKNOWN;
        }
        double estimate = estimate();
        double spread = 0;
        for (int key = 0; key < sums.length; key++) {
            double rest = sums[key] - counts[key] * estimate;
            spread += rest * rest;
        }
        if (outcomes) {
            spread = Math.max(spread, count * leastVariance());
        }
        double least = -2 * Math.log(missed);
        double mixture = spread / count * TIGHTEST_AT / (least + Math.log(least) + 1);
        double half = Math.sqrt((spread + mixture) * (least + Math.log1p(spread / mixture))) / count;
        return spread == 0 ? Gain.UNKNOWN : new Gain(estimate, estimate - half, estimate + half);
    }

    /** What a run adds to the spread at least, had there been one more success and one more failure on each side. */
    private double leastVariance() {
        return variance(changed) / share + ratio * ratio * variance(original) / (1 - share);
    }

    private static double variance(Side side) {
        double rate = (side.sum + 1) / (side.count + 2);
        return rate * (1 - rate);
    }
}

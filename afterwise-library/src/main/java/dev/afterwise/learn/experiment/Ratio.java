package dev.afterwise.learn.experiment;

import java.util.List;

/**
 * Whether draws are shared out as they should be: how much more likely the counts are where the shares are a few points off than
 * where they are right. It may be looked at as often as one likes (Lindon and Malek, "Anytime-valid inference for multinomial count
 * data", NeurIPS 2022).
 */
final class Ratio {
    /** How much is believed beforehand, in draws: shares that are off are so by some five points. */
    private static final double STRENGTH = 100;

    /** At most one experiment in two hundred that draws as it should ever shows such odds. */
    private static final double TOO_UNLIKELY = Math.log(200);

    private Ratio() {}

    /** @param shares of the draws that there should be, for each count */
    static boolean isOff(List<Long> counts, List<Double> shares) {
        return logOdds(counts, shares) >= TOO_UNLIKELY;
    }

    static double logOdds(List<Long> counts, List<Double> shares) {
        double all = shares.stream().mapToDouble(Double::doubleValue).sum();
        long total = counts.stream().mapToLong(Long::longValue).sum();
        double odds = logGamma(STRENGTH) - logGamma(STRENGTH + (double) total);
        for (int i = 0; i < counts.size(); i++) {
            double share = shares.get(i) / all;
            double prior = STRENGTH * share;
            double count = (double) counts.get(i);
            odds += logGamma(prior + count) - logGamma(prior) - count * Math.log(share);
        }
        return odds;
    }

    /** Stirling's series, after a shift to where it is exact to 10 digits (Abramowitz and Stegun, 6.1.41). */
    private static double logGamma(double x) {
        double shift = 0;
        double y = x;
        while (y < 10) {
            shift += Math.log(y);
            y++;
        }
        double inverse = 1 / (y * y);
        double series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / y;
        return (y - .5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - shift;
    }
}

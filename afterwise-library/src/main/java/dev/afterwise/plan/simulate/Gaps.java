package dev.afterwise.plan.simulate;

import java.util.List;

/**
 * What an amount may be, when only a few were seen: one that comes next is as likely to fall into any of the gaps between those
 * seen, the ends included (Hill, "Posterior distribution of percentiles: Bayes' theorem for sampling from a population", JASA 63,
 * 1968). How likely exactly nobody knows; so for each world the gaps are weighed anew, uniformly over all ways to weigh them (the
 * smoothed Bayesian bootstrap: Banks, "Histospline smoothing the Bayesian bootstrap", Biometrika 75, 1988).
 *
 * <p>Within a gap the logarithm is uniform; beyond the ends it falls off exponentially, as far as the scatter of what was seen says,
 * together with what is usual. Immutable.
 */
final class Gaps {
    /** What takes less is taken to have taken so much: clocks know no better. */
    private static final double SMALLEST = 1e-6;

    /** The middle of the amounts may be this many times off, when only one was seen, or somebody guessed. */
    private static final double FARTHEST = 3;

    private final double[] logs;
    private final double tail;

    private Gaps(double[] logs, double tail) {
        this.logs = logs;
        this.tail = tail;
    }

    /**
     * @param amounts sorted, at least one
     * @param usual the standard deviation of the logarithm that is usual; it counts as much as one amount
     */
    static Gaps of(List<Double> amounts, double usual) {
        int n = amounts.size();
        double[] logs = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            logs[i] = Math.log(Math.max(SMALLEST, amounts.get(i)));
            sum += logs[i];
        }
        double squares = usual * usual;
        for (double log : logs) {
            squares += (log - sum / n) * (log - sum / n);
        }
        // The largest of n normal numbers lies about sqrt(2 ln n) deviations out; beyond it, they fall off by one over
        // that.
        return new Gaps(logs, Math.sqrt(squares / n) / Math.sqrt(2 * Math.log(n + 1.0)));
    }

    /** As often more as less. */
    double middle() {
        int n = logs.length;
        return Math.exp((logs[(n - 1) / 2] + logs[n / 2]) / 2);
    }

    /** The largest that was seen. */
    double largest() {
        return Math.exp(logs[logs.length - 1]);
    }

    /** One way to weigh the gaps. */
    Weighed weighed(Luck luck) {
        double[] until = new double[logs.length + 1];
        double sum = 0;
        for (int i = 0; i < until.length; i++) {
            sum -= Math.log(luck.open());
            until[i] = sum;
        }
        for (int i = 0; i < until.length; i++) {
            until[i] /= sum;
        }
        return new Weighed(until);
    }

    /** What an amount is in one world. */
    final class Weighed {
        private final double[] until;

        private Weighed(double[] until) {
            this.until = until;
        }

        /** The amount that the part {@code q} of all doesn't exceed; q above 0 and below 1. */
        double at(double q) {
            int low = 0;
            int high = until.length - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (until[middle] < q) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            double before = low == 0 ? 0 : until[low - 1];
            double part = Math.clamp((q - before) / Math.max(1e-300, until[low] - before), 1e-12, 1 - 1e-12);
            double log = low == 0
                    ? logs[0] + Math.max(-FARTHEST, tail * Math.log(part))
                    : low == logs.length
                            ? logs[low - 1] - Math.max(-FARTHEST, tail * Math.log(1 - part))
                            : logs[low - 1] + part * (logs[low] - logs[low - 1]);
            return Math.exp(log);
        }
    }
}

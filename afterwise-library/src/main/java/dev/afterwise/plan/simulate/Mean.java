package dev.afterwise.plan.simulate;

/** The mean of a number over runs, of which several were played in each of many worlds. Used by one thread. */
final class Mean {
    private final double[] sums;
    private final double[] counts;

    Mean(int worlds) {
        this.sums = new double[worlds];
        this.counts = new double[worlds];
    }

    void add(int world, double number) {
        sums[world] += number;
        counts[world]++;
    }

    /** Not a number where there were no runs. */
    double value() {
        double sum = 0;
        double count = 0;
        for (int world = 0; world < sums.length; world++) {
            sum += sums[world];
            count += counts[world];
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Its standard error: how far it would be off because there were no more runs. What is in one world belongs together. */
    double error() {
        double mean = value();
        double count = 0;
        double squares = 0;
        int worlds = 0;
        for (int world = 0; world < sums.length; world++) {
            if (counts[world] > 0) {
                double off = sums[world] - counts[world] * mean;
                squares += off * off;
                count += counts[world];
                worlds++;
            }
        }
        return worlds < 2 ? 0 : Math.sqrt(squares * worlds / (worlds - 1)) / count;
    }
}

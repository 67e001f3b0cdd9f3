package dev.afterwise.learn.change;

import java.util.Arrays;

/** A series without gaps, single odd numbers, and what repeats itself. */
final class Cleaned {
    private static final int WINDOW = 2;
    private static final double ODD = 6;
    private static final int FEWEST_CYCLES = 3;
    private static final int LONGEST_CYCLE = 400;
    private static final double RESEMBLANCE = .5;

    private Cleaned() {}

    static double[] of(double... numbers) {
        return withoutSeason(withoutOddOnes(withoutGaps(numbers)));
    }

    /** What is missing lies on the line between its neighbours. */
    private static double[] withoutGaps(double... numbers) {
        double[] whole = numbers.clone();
        int before = -1;
        for (int i = 0; i <= whole.length; i++) {
            if (i < whole.length && !Double.isFinite(whole[i])) {
                continue;
            }
            for (int gap = before + 1; gap < i; gap++) {
                double share = (gap - before) / (double) (i - before);
                whole[gap] = before < 0
                        ? (i < whole.length ? whole[i] : 0)
                        : i == whole.length ? whole[before] : whole[before] + share * (whole[i] - whole[before]);
            }
            before = i;
        }
        return whole;
    }

    private static double[] withoutOddOnes(double... numbers) {
        int n = numbers.length;
        var middles = new double[n];
        var off = new double[n];
        for (int i = 0; i < n; i++) {
            double[] near = Arrays.copyOfRange(numbers, Math.max(0, i - WINDOW), Math.min(n, i + WINDOW + 1));
            Arrays.sort(near);
            middles[i] = near[near.length / 2];
            off[i] = Math.abs(numbers[i] - middles[i]);
        }
        double[] sorted = off.clone();
        Arrays.sort(sorted);
        double typical = 1.4826 * Baseline.quantile(sorted, .5);
        double[] cleaned = numbers.clone();
        for (int i = WINDOW; i < n - WINDOW && typical > 0; i++) {
            if (off[i] > ODD * typical) {
                cleaned[i] = middles[i];
            }
        }
        return cleaned;
    }

    /** Takes out the mean of each phase around a moving average, if there is a period with which the steps repeat. */
    private static double[] withoutSeason(double... numbers) {
        int period = period(numbers);
        if (period == 0) {
            return numbers;
        }
        int n = numbers.length;
        int half = period / 2;
        var sums = new double[period];
        var counts = new int[period];
        for (int i = half; i < n - half; i++) {
            double[] around = Arrays.copyOfRange(numbers, i - half, i - half + period);
            double next = i - half + period < n ? numbers[i - half + period] : around[0];
            double mean = (Arrays.stream(around).sum() - around[0] / 2 + next / 2) / period;
            double trend = period % 2 == 0 ? mean : Arrays.stream(around).sum() / period;
            sums[i % period] += numbers[i] - trend;
            counts[i % period]++;
        }
        double[] left = numbers.clone();
        double all = 0;
        for (int phase = 0; phase < period; phase++) {
            sums[phase] /= Math.max(1, counts[phase]);
            all += sums[phase] / period;
        }
        for (int i = 0; i < n; i++) {
            left[i] -= sums[i % period] - all;
        }
        return left;
    }

    /** The period after which the steps from one number to the next resemble each other most, or 0. */
    private static int period(double... numbers) {
        int n = numbers.length;
        var steps = new double[Math.max(0, n - 1)];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = numbers[i + 1] - numbers[i];
        }
        double[] sorted = steps.clone();
        Arrays.sort(sorted);
        double low = sorted.length == 0 ? 0 : Baseline.quantile(sorted, .05);
        double high = sorted.length == 0 ? 0 : Baseline.quantile(sorted, .95);
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.clamp(steps[i], low, Math.max(low, high));
        }
        int best = 0;
        double most = RESEMBLANCE;
        for (int lag = 3; lag <= Math.min(LONGEST_CYCLE, n / FEWEST_CYCLES); lag++) {
            double resemblance = Math.min(resemblance(steps, lag), resemblance(steps, Math.min(2 * lag, n / 2)) + .1);
            if (resemblance > most * 1.05) {
                most = resemblance;
                best = lag;
            }
        }
        return best;
    }

    private static double resemblance(double[] steps, int lag) {
        double products = 0;
        double ones = 0;
        double others = 0;
        for (int i = lag; i < steps.length; i++) {
            products += steps[i] * steps[i - lag];
            ones += steps[i] * steps[i];
            others += steps[i - lag] * steps[i - lag];
        }
        return ones <= 0 || others <= 0 ? 0 : products / Math.sqrt(ones * others);
    }
}

package dev.afterwise.learn.anomaly;

import java.util.Arrays;

/**
 * How far values are from what is usual at their time of the day, or of the week: from the median of what came at that time in the
 * periods before, alone and as means over several values.
 */
final class Season implements View {
    private static final int KEPT = 1 << 15;
    private static final int MOST_COMPARED = 400;
    private static final long LEAST_REACH_SECONDS = 450;
    private static final double REACH_STEPS = .9;

    private final long period;
    private final int leastPeriods;
    private final long[] seconds = new long[KEPT];
    private final double[] values = new double[KEPT];

    /** By how many periods ago: the oldest value that isn't too old to be compared. */
    private final long[] starts;

    private final Past differences = new Past(Scales.at(Scales.count() - 1));
    private final double[] compared = new double[MOST_COMPARED];
    private long count;
    private long first;

    private Season(long period, int periods, int leastPeriods) {
        this.period = period;
        this.leastPeriods = leastPeriods;
        this.starts = new long[periods + 1];
    }

    static Season daily() {
        return new Season(86_400, 7, 2);
    }

    static Season weekly() {
        return new Season(7 * 86_400L, 4, 1);
    }

    @Override
    public int size() {
        return 1 + Scales.count();
    }

    @Override
    public void look(long second, Past past, double[] numbers) {
        double value = past.ago(0);
        double usual = usual(second);
        keep(second, value);
        if (Double.isNaN(usual)) {
            Arrays.fill(numbers, Double.NaN);
            return;
        }
        differences.add(value - usual);
        numbers[0] = Math.abs(value - usual);
        for (int i = 0; i < Scales.count(); i++) {
            numbers[i + 1] =
                    differences.size() < Scales.at(i) ? Double.NaN : Math.abs(differences.mean(0, Scales.at(i)));
        }
    }

    private double usual(long second) {
        long reach = reach(second);
        int found = 0;
        int periods = 0;
        for (int ago = 1; ago < starts.length; ago++) {
            long middle = second - ago * period;
            long at = Math.max(starts[ago], count - KEPT);
            while (at < count && seconds[slot(at)] < middle - reach) {
                at++;
            }
            starts[ago] = at;
            int before = found;
            while (at < count && seconds[slot(at)] <= middle + reach && found < MOST_COMPARED) {
                compared[found++] = values[slot(at)];
                at++;
            }
            periods += found > before ? 1 : 0;
        }
        return periods < leastPeriods ? Double.NaN : Past.median(Arrays.copyOf(compared, found));
    }

    /** So far apart in time are values of the same time of day: seven and a half minutes, or nearly as far as values are apart. */
    private long reach(long second) {
        double step = count < 2 ? 0 : (double) (second - first) / count;
        return Math.max(LEAST_REACH_SECONDS, (long) (REACH_STEPS * step));
    }

    private void keep(long second, double value) {
        first = count == 0 ? second : first;
        seconds[slot(count)] = second;
        values[slot(count)] = value;
        count++;
    }

    private static int slot(long number) {
        return (int) (number & (KEPT - 1));
    }
}

package dev.afterwise.learn.anomaly;

/**
 * How different the course of the newest values is from the most similar course before: the sum of absolute differences to the
 * nearest of the last 4,000 courses as long that don't overlap it.
 */
final class Novelty implements View {
    /** So many values must be kept. */
    static final int REACH = 4_000;

    private static final int[] LENGTHS = {4, 8, 16, 32};
    static final int LONGEST = 32;
    private static final int LEAST_SEEN = 50;
    private static final int BETWEEN_MEASURES = 512;

    /** By length, and by how long ago the other course ended. */
    private final double[][] distances = new double[LENGTHS.length][REACH + 1];

    /** Of the newest value from each before it. */
    private final double[] differences = new double[REACH + 1];

    @Override
    public int size() {
        return LENGTHS.length;
    }

    @Override
    public void look(long second, Past past, double[] numbers) {
        boolean isAnew = past.newest() % BETWEEN_MEASURES == 0;
        if (!isAnew) {
            compare(past);
        }
        for (int i = 0; i < LENGTHS.length; i++) {
            int length = LENGTHS[i];
            if (isAnew) {
                measure(past, length, distances[i]);
            } else {
                advance(past, length, distances[i]);
            }
            int furthest = Math.min(REACH, past.size() - length);
            numbers[i] = past.size() < LEAST_SEEN + length
                    ? Double.NaN
                    : Math.max(0, least(distances[i], 2 * length, furthest));
        }
    }

    private void compare(Past past) {
        double[] values = past.values();
        int newest = past.newest();
        double first = values[newest];
        int furthest = Math.min(REACH, past.size() - 1);
        for (int lag = 1; lag <= furthest; lag++) {
            differences[lag] = Math.abs(first - values[newest + lag]);
        }
    }

    /** What is known of courses that ended one value earlier, with one pair of values more and one less. */
    private void advance(Past past, int length, double[] distances) {
        double[] values = past.values();
        int furthest = Math.min(REACH, past.size() - 1);
        int leaving = Math.clamp(past.size() - 1L - length, 0, REACH);
        int end = past.newest() + length;
        double last = leaving > 0 ? values[end] : 0;
        for (int lag = 1; lag <= leaving; lag++) {
            distances[lag] += differences[lag] - Math.abs(last - values[end + lag]);
        }
        for (int lag = leaving + 1; lag <= furthest; lag++) {
            distances[lag] += differences[lag];
        }
    }

    /** Anew, now and then, so that errors of rounding don't add up. */
    private static void measure(Past past, int length, double[] distances) {
        double[] values = past.values();
        int newest = past.newest();
        int furthest = Math.min(REACH, past.size() - 1);
        for (int lag = 1; lag <= furthest; lag++) {
            double sum = 0;
            int pairs = Math.min(length, past.size() - lag);
            for (int i = 0; i < pairs; i++) {
                sum += Math.abs(values[newest + i] - values[newest + lag + i]);
            }
            distances[lag] = sum;
        }
    }

    private static double least(double[] distances, int from, int to) {
        double even = Double.MAX_VALUE;
        double odd = Double.MAX_VALUE;
        int lag = from;
        for (; lag < to; lag += 2) {
            even = distances[lag] < even ? distances[lag] : even;
            odd = distances[lag + 1] < odd ? distances[lag + 1] : odd;
        }
        return Math.min(Math.min(even, odd), lag <= to ? distances[lag] : even);
    }
}

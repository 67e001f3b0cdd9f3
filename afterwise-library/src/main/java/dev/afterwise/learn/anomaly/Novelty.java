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

    /** By length, and by how long ago the other course ended. */
    private final double[][] distances = new double[LENGTHS.length][REACH + 1];

    @Override
    public int size() {
        return LENGTHS.length;
    }

    @Override
    public void look(long second, Past past, double[] numbers) {
        for (int i = 0; i < LENGTHS.length; i++) {
            int length = LENGTHS[i];
            if (past.newest() % 512 == 0) {
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

    /** What is known of courses that ended one value earlier, with one pair of values more and one less. */
    private static void advance(Past past, int length, double[] distances) {
        double[] values = past.values();
        int newest = past.newest();
        double first = values[newest];
        int furthest = Math.min(REACH, past.size() - 1);
        for (int lag = 1; lag <= furthest; lag++) {
            distances[lag] += Math.abs(first - values[newest + lag]);
        }
        if (past.size() > length) {
            int end = newest + length;
            double last = values[end];
            int leaving = Math.min(REACH, past.size() - 1 - length);
            for (int lag = 1; lag <= leaving; lag++) {
                distances[lag] -= Math.abs(last - values[end + lag]);
            }
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
        double least = Double.MAX_VALUE;
        for (int lag = from; lag <= to; lag++) {
            least = Math.min(least, distances[lag]);
        }
        return least;
    }
}

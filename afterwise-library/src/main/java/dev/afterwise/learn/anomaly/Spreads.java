package dev.afterwise.learn.anomaly;

/** How far apart the newest values are: their standard deviation. */
final class Spreads implements View {
    @Override
    public int size() {
        return Scales.count();
    }

    @Override
    public void look(long second, Past past, double[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            int scale = Scales.at(i);
            numbers[i] = past.size() < 2 * scale ? Double.NaN : deviation(past, scale);
        }
    }

    private static double deviation(Past past, int count) {
        double mean = past.mean(0, count);
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double difference = past.ago(i) - mean;
            squares += difference * difference;
        }
        return Math.sqrt(squares / count);
    }
}

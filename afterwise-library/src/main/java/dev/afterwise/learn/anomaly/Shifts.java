package dev.afterwise.learn.anomaly;

/** How far the mean of the newest values is from the mean of eight times as many before them. */
final class Shifts implements View {
    private static final int TIMES = 8;

    @Override
    public int size() {
        return Scales.count();
    }

    @Override
    public void look(long second, Past past, double[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            int scale = Scales.at(i);
            int before = Math.min(TIMES * scale, past.size() - scale);
            numbers[i] = before < scale ? Double.NaN : Math.abs(past.mean(0, scale) - past.mean(scale, before));
        }
    }
}

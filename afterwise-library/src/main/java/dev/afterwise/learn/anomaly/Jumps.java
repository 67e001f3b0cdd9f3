package dev.afterwise.learn.anomaly;

/** How far the value is from those just before it. */
final class Jumps implements View {
    private static final int[] BEFORE = {1, 5, 15};

    @Override
    public int size() {
        return BEFORE.length;
    }

    @Override
    public void look(long second, Past past, double[] numbers) {
        for (int i = 0; i < BEFORE.length; i++) {
            int before = Math.min(BEFORE[i], past.size() - 1);
            numbers[i] = before < 1 ? Double.NaN : Math.abs(past.ago(0) - past.median(1, before));
        }
    }
}

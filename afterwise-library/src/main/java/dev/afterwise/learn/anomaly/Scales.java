package dev.afterwise.learn.anomaly;

/** Over how many values one looks at a time. */
final class Scales {
    private static final int[] ALL = {6, 12, 24, 48, 96};

    private Scales() {}

    static int count() {
        return ALL.length;
    }

    static int at(int index) {
        return ALL[index];
    }
}

package dev.afterwise.learn.anomaly;

/** A way to look at the newest value of a series: some numbers, each the greater the further it is from what one would expect. */
interface View {
    /** How many numbers. */
    int size();

    /**
     * Looks at a value, each once and in order.
     *
     * @param second when it came
     * @param past the values up to it
     * @param numbers where to put the numbers, at least 0 each; or not a number, where nothing can be said yet
     */
    void look(long second, Past past, double[] numbers);
}

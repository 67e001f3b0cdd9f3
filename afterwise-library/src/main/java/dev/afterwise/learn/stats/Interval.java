package dev.afterwise.learn.stats;

/** Where a number lies with 95 % confidence; both ends belong to it. */
public record Interval(double low, double high) {
    /** @throws IllegalArgumentException unless both are numbers and {@code low <= high} */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "An interval must not end below its beginning, but this is (%s) to (%s).".formatted(low, high));
        }
    }

    public boolean contains(double number) {
        return low <= number && number <= high;
    }

    /**
     * This interval in another unit.
     *
     * @param factor not negative
     */
    public Interval times(double factor) {
        return new Interval(low * factor, high * factor);
    }
}

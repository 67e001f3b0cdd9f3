package dev.afterwise.choose;

/**
 * How often something worked and failed, and how long that took in all, as far as it still counts.
 *
 * @param worked not negative, and no whole number once it fades
 */
public record Counts(double worked, double failed, double seconds) {
    public static final Counts NONE = new Counts(0, 0, 0);

    /** How many outcomes these are. */
    public double sample() {
        return worked + failed;
    }
}

package dev.afterwise.choose;

/**
 * How often something worked and failed, and how long that took in all, as far as it still counts.
 *
 * @param worked not negative, and no whole number once it fades
 */
public record Counts(double worked, double failed, double seconds) {
    public static final Counts NONE = new Counts(0, 0, 0);

    /** What is left without these. */
    Counts without(Counts part) {
        return new Counts(
                Math.max(0, worked - part.worked),
                Math.max(0, failed - part.failed),
                Math.max(0, seconds - part.seconds));
    }

    /** How many outcomes these are. */
    public double sample() {
        return worked + failed;
    }
}

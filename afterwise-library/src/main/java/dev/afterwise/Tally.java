package dev.afterwise;

/** How often something was tried and how often it worked. Merging adds. */
public record Tally(long tried, long worked) {
    public static final Tally NONE = new Tally(0, 0);

    /** @throws IllegalArgumentException unless 0 <= worked <= tried */
    public Tally {
        if (worked < 0 || worked > tried) {
            throw new IllegalArgumentException(
                    "Something tried (%d) times cannot have worked (%d) times.".formatted(tried, worked));
        }
    }

    public Tally merge(Tally other) {
        return new Tally(tried + other.tried, worked + other.worked);
    }

    /** The share that worked, from 0 to 1; not a number if nothing was tried. */
    public double rate() {
        return (double) worked / tried;
    }
}

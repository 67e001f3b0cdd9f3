package dev.afterwise.heal.guard;

/** How many of some calls went a certain way. */
record Rate(long hits, long calls) {
    private static final int FEWEST = 10;
    private static final double Z = 1.96;

    Rate {
        hits = Math.min(hits, calls);
    }

    /** Whether it is above the limit, as far as its sample can tell: ten calls at least. */
    boolean exceeds(double limit) {
        return calls >= FEWEST && atLeast() > limit;
    }

    /**
     * The lower end of the 95 % interval by Wilson's score ("Probable inference, the law of succession, and statistical
     * inference", 1927); 0 without calls.
     */
    double atLeast() {
        if (calls == 0) {
            return 0;
        }
        double n = calls;
        double p = hits / n;
        double z2 = Z * Z;
        double middle = p + z2 / (2 * n);
        double half = Z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return Math.max(0, (middle - half) / (1 + z2 / n));
    }
}

package dev.afterwise.learn.recommend;

/**
 * Something that adds to the logit of success.
 *
 * @param family which terms are drawn from one distribution with it: those of a circumstance, or the very pieces of work
 * @param value the circumstance or the piece; empty if it has none
 * @param arm which arm it is about; empty if it is about all
 */
record Term(String family, String value, String arm) {
    /** The very piece of work. A family of circumstances has a name with a letter. */
    static final String PIECE = "";

    private static final String ARM = "arm";
    private static final String ANY = "any";

    static final Term ALL = new Term(ANY, "", "");

    static Term of(String arm) {
        return new Term(ARM, "", arm);
    }

    /** Whether it says how well an arm suits something, and not how hard something is. */
    boolean suits() {
        return !arm.isEmpty() && !family.equals(ARM);
    }

    boolean isOfPiece() {
        return family.equals(PIECE);
    }

    /** How far terms like it lie apart before anything is known: as a variance. */
    double prior() {
        if (!suits()) {
            return 1;
        }
        return isOfPiece() ? PRIOR_OF_SAME : PRIOR_OF_SUITING;
    }

    /** Whom a circumstance suits rarely matters much. */
    private static final double PRIOR_OF_SUITING = .05;

    /** The same arm at the same piece of work does mostly what it did before. */
    private static final double PRIOR_OF_SAME = 6;
}

package dev.afterwise.cli.report;

/** How much of findings is said. */
enum Extent {
    /** What fits a few screens of a terminal: the first rows of each table. */
    SUMMARY(10),
    /** Everything. */
    WHOLE(Integer.MAX_VALUE);

    private final int rows;

    Extent(int rows) {
        this.rows = rows;
    }

    /** How many rows of a table, at most. */
    int rows() {
        return rows;
    }
}

package dev.afterwise.learn.recommend;

/** What some executions took and cost, on average. An immutable value. */
record Spent(long timed, double seconds, long priced, double dollars, long runs) {
    static final Spent NOTHING = new Spent(0, 0, 0, 0, 0);

    /**
     * With one more.
     *
     * @param itsSeconds how long it took; not a number if nobody knows
     * @param itsDollars what it cost; 0 if nobody said
     */
    Spent and(double itsSeconds, double itsDollars) {
        boolean isTimed = itsSeconds >= 0;
        boolean isPriced = itsDollars > 0;
        return new Spent(
                timed + (isTimed ? 1 : 0),
                seconds + (isTimed ? itsSeconds : 0),
                priced + (isPriced ? 1 : 0),
                dollars + (isPriced ? itsDollars : 0),
                runs + 1);
    }

    Spent plus(Spent other) {
        return new Spent(
                timed + other.timed,
                seconds + other.seconds,
                priced + other.priced,
                dollars + other.dollars,
                runs + other.runs);
    }

    /** Seconds on average; not a number if none is known. */
    double meanSeconds() {
        return timed == 0 ? Double.NaN : seconds / timed;
    }

    /** Dollars on average; not a number if none is known. */
    double meanDollars() {
        return priced == 0 ? Double.NaN : dollars / priced;
    }
}

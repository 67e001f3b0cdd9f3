package dev.afterwise;

import java.util.List;

/**
 * What is expected of an attempt at a step, made in one of the ways there are to do it.
 *
 * <p>What was cancelled, abandoned or ended nobody knows how counts neither as a success nor as a failure.
 *
 * @param attempts how many were decided, and how many of them succeeded
 * @param failings what the others failed of
 * @param retries how many failures were followed by another attempt in the same way that was decided, and how many of those succeeded
 * @param succeeding how many seconds successful attempts took, the oldest not among them where it changed since; where the amount of work
 *     explains it, as they would have taken for the work at hand
 * @param failing how many seconds failed attempts took
 * @param spent what attempts spent, however they ended
 */
public record WayEstimate(
        Basis basis,
        Tally attempts,
        List<Failing> failings,
        Tally retries,
        Spread succeeding,
        Spread failing,
        Spending spent) {
    /** Nothing is known. */
    public static final WayEstimate UNKNOWN = new WayEstimate(
            Basis.UNKNOWN, Tally.NONE, List.of(), Tally.NONE, Spread.NOTHING, Spread.NOTHING, Spending.NOTHING);

    /**
     * How often attempts failed of one thing.
     *
     * @param times how many of the attempts
     */
    public record Failing(FailureClass failureClass, Transience transience, long times) {}

    /** What single attempts spent; each empty where nobody measured it. */
    public record Spending(Spread dollars, Spread tokens, Spread calls) {
        public static final Spending NOTHING = new Spending(Spread.NOTHING, Spread.NOTHING, Spread.NOTHING);
    }

    public WayEstimate {
        failings = List.copyOf(failings);
    }

    /** What the author of a plan says: it usually takes so long. How often it fails, nobody said. */
    public static WayEstimate said(double seconds) {
        return new WayEstimate(
                Basis.SAID, Tally.NONE, List.of(), Tally.NONE, Spread.of(seconds), Spread.NOTHING, Spending.NOTHING);
    }

    /** The same, resting on something else. */
    public WayEstimate on(Basis other) {
        return new WayEstimate(other, attempts, failings, retries, succeeding, failing, spent);
    }

    /** How many attempts it rests on. */
    public long sample() {
        return attempts.tried();
    }

    /** How many seconds a successful attempt takes, as often longer as shorter; not a number where nobody knows. */
    public double likely() {
        return succeeding.isEmpty() ? Double.NaN : succeeding.quantile(.5);
    }
}

package dev.afterwise.learn;

import dev.afterwise.learn.stats.Slope;

/** Whether something gets better or worse with time. Each case says why in a sentence. */
public sealed interface Trend {
    String because();

    /** It gets better, by more than chance explains. */
    record Improving(Slope slope, String because) implements Trend {}

    /** It gets worse, by more than chance explains. */
    record Declining(Slope slope, String because) implements Trend {}

    /** There was enough to look at, and no trend to be seen. */
    record Steady(Slope slope, String because) implements Trend {}

    /**
     * There was not enough to look at.
     *
     * @param missing how many more periods with executions it takes
     */
    record TooLittle(int missing, String because) implements Trend {}
}

package dev.afterwise.learn.health;

import dev.afterwise.Distribution;
import dev.afterwise.Tally;

/**
 * Something that is done again and again: a task, or a step of one.
 *
 * @param kind {@code task}, or what {@link dev.afterwise.store.StepSummary#kind} says
 * @param step empty if it is a task as a whole
 * @param took how long each took, with all its attempts
 */
public record Operation(String kind, String task, String step, Tally decided, Distribution took) {
    /** Such as {@code email / fetch}. */
    public String name() {
        return step.isEmpty() ? task : task + " / " + step;
    }

    public long failed() {
        return decided.tried() - decided.worked();
    }

    /** How long all of them took together, in seconds. */
    public double seconds() {
        return Lengths.of(took).total();
    }

    /** The standard deviation of durations in seconds; not a number of fewer than two. */
    public static double deviation(Distribution took) {
        return Lengths.of(took).deviation();
    }
}

package dev.afterwise.cli.report;

import dev.afterwise.FailureClass;
import dev.afterwise.Tally;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was done about attempts that failed, and how often it helped.
 *
 * @param strategies over all executions of the window: how often each was tried, and the attempt after it succeeded
 * @param classes the same by class of failure, most failed attempts first, in the executions that were looked into
 * @param looked how many executions were looked into: the newest of those that failed, or in which something was recovered
 * @param of how many there are of them, at least
 */
record Healing(SortedMap<String, Tally> strategies, List<OfClass> classes, long looked, long of) {
    /**
     * What was done about failures of one class.
     *
     * @param attempts how many attempts failed in this way
     * @param givenUp after how many of them it was decided to stop
     */
    record OfClass(FailureClass failureClass, long attempts, long givenUp, SortedMap<String, Tally> strategies) {
        OfClass {
            strategies = Collections.unmodifiableSortedMap(new TreeMap<>(strategies));
        }

        Tally recoveries() {
            return sum(strategies);
        }
    }

    /** No recovery was tried, so nothing was looked into. */
    static final Healing NONE = new Healing(Collections.emptySortedMap(), List.of(), 0, 0);

    Healing {
        strategies = Collections.unmodifiableSortedMap(new TreeMap<>(strategies));
        classes = List.copyOf(classes);
    }

    Tally recoveries() {
        return sum(strategies);
    }

    private static Tally sum(SortedMap<String, Tally> strategies) {
        return strategies.values().stream().reduce(Tally.NONE, Tally::merge);
    }
}

package dev.afterwise.cli.report;

import dev.afterwise.Tally;
import dev.afterwise.store.FailureGroup;
import java.util.List;

/**
 * Failures of one kind.
 *
 * @param share how many of all decided executions failed in this way, as if that had "worked"
 * @param perSlot how many in each slot; not a number where too far back to be looked at
 */
record Failing(FailureGroup group, Tally share, Novelty novelty, List<Double> perSlot) {
    /** Whether failures of this kind were seen before. */
    enum Novelty {
        NEW,
        KNOWN,
        /** There is no history before, so nobody can tell. */
        UNTOLD
    }

    Failing {
        perSlot = List.copyOf(perSlot);
    }
}

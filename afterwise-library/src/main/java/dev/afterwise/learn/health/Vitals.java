package dev.afterwise.learn.health;

import dev.afterwise.Dimension;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.FailureGroup;
import java.util.List;

/**
 * All that a checkup looks at.
 *
 * @param by what components are told apart by
 * @param now the time that is judged
 * @param before a time before, to compare it with
 * @param columns the executions of the time that is judged
 * @param failures what failed in that time
 */
public record Vitals(
        Dimension by,
        Stretch now,
        Stretch before,
        Columns columns,
        List<FailureGroup> failures,
        Resources resources,
        Signs signs) {
    public Vitals {
        failures = List.copyOf(failures);
    }
}

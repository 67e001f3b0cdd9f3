package dev.afterwise.store;

import dev.afterwise.ExecutionId;
import dev.afterwise.segment.Columns;
import java.util.Collection;
import java.util.Map;

/**
 * The executions of one workspace column by column, for whoever looks for patterns in many of them.
 *
 * <ul>
 *   <li>They are those that {@link History#find} finds, as they stand at one moment.
 *   <li>Times and durations are whole microseconds.
 *   <li>An execution keeps its number for as long as it can be found, and no other gets it afterwards.
 * </ul>
 */
public interface Segments {
    /** Those that began within the window, in no particular order. */
    Columns scan(Window window);

    /** The ids of the executions with these {@link Columns#number numbers}, but of those that can be found no more. */
    Map<Long, ExecutionId> ids(Collection<Long> numbers);
}

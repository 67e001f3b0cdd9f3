package dev.afterwise.store;

import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Summary;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The executions of one workspace.
 *
 * <ul>
 *   <li>An append is all or nothing, over all its facts, and durable once it returns.
 *   <li>Appending facts that are there already changes nothing, so a sender may send again.
 *   <li>The order of appends makes no difference to what is found.
 *   <li>Lists are newest first, by when executions began, then by descending id; a page's end stays valid while others
 *       write.
 *   <li>Headlines hold times and durations to the microsecond.
 * </ul>
 */
public interface History {
    Receipt append(Collection<? extends Fact> facts);

    Optional<Execution> execution(ExecutionId id);

    /** The ids that begin with these hex digits: at most {@code limit} of them, in ascending order. */
    List<ExecutionId> idsStartingWith(String hexDigits, int limit);

    /** Those that were made on behalf of this one, which need not be here: at most {@code limit} of them, the oldest first. */
    List<Child> children(ExecutionId parent, int limit);

    /** @throws IllegalArgumentException if the page is to begin where none has ended */
    Page<Headline> find(Query query);

    /**
     * The executions whose descriptions are most like this one, the likest first: of each distinct description the newest.
     * Of those that share some of its words at most 500 are compared, with its rarest words and the newest, so that it doesn't
     * matter how many there are.
     *
     * @throws IllegalArgumentException if the limit is less than 1
     */
    List<Similar> similar(String description, int limit);

    /** What the matching executions add up to, for each combination of values in these dimensions that occurs. */
    List<Summary> statistics(Filter filter, Set<Dimension> by);

    /** What the matching executions add up to, period by period, oldest first; empty periods are left out. */
    List<Bucket> series(Filter filter, Period period);

    /** What the steps of the matching executions add up to, for each task, kind and name that occurs, in that order. */
    List<StepSummary> steps(Filter filter);

    /** The failures of the matching executions by class and fingerprint, most frequent first, then newest first. */
    List<FailureGroup> failures(Filter filter);
}

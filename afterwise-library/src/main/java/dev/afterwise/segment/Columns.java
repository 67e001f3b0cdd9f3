package dev.afterwise.segment;

import dev.afterwise.Tally;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Executions side by side: a column for each thing that is known of them, a row for each of them. Immutable, and safe for use by many
 * threads.
 *
 * <p>A column may be made when it is first asked for.
 */
public interface Columns {
    /** How many executions there are. */
    int size();

    /** The number by which the store that this is from knows the execution. */
    long number(int row);

    Codes<String> labels(Trait trait);

    Numbers numbers(Quantity quantity);

    /**
     * The names of the steps in the order in which they began, at most {@link StepNames#MOST} of them. A step that is an execution
     * of its own is called {@code delegate}. None where nobody knows any more.
     */
    Codes<List<String>> steps();

    /**
     * Where executions failed: the names of the steps from the outermost to the innermost in which the failure came up. None where
     * it came up in no step, or nobody knows.
     */
    Codes<List<String>> failedSteps();

    /** How often each {@link dev.afterwise.Recovery#strategy() strategy} was tried and worked; none where nothing was tried. */
    Codes<SortedMap<String, Tally>> recoveries();

    /** The names of the attributes that any of them has. */
    SortedSet<String> attributes();

    /** The values of an attribute, where they are texts. */
    Codes<String> texts(String attribute);

    /** The values of an attribute, where they are numbers. */
    Numbers numbers(String attribute);
}

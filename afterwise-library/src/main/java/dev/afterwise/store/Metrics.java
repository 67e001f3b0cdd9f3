package dev.afterwise.store;

import dev.afterwise.Sample;
import dev.afterwise.Samples;
import java.util.Collection;
import java.util.List;

/**
 * The metric samples of one workspace. Single samples are not kept, only what those of each hour add up to: so windows count by
 * whole hours in UTC, and an hour that a window cuts is in it. Hours that are past their time ({@link Retention#metrics}) can
 * only be seen as parts of whole days.
 *
 * <ul>
 *   <li>What is recorded is durable once the call returns, all of it or nothing. Recorded twice, it counts twice.
 *   <li>A workspace tells {@value #MOST_SERIES} combinations of metric and component apart. What comes as the next one counts as
 *       of the component {@value #OTHER}.
 * </ul>
 */
public interface Metrics {
    /** How many combinations of metric and component a workspace tells apart. */
    int MOST_SERIES = 1_000;

    /** The component of what is not told apart. */
    String OTHER = "(other)";

    void record(Collection<Sample> samples);

    /** What the matching samples add up to, by metric and component, in the order of their names. */
    List<Samples> totals(MetricFilter filter);

    /** The same, period by period, oldest first; empty periods are left out. */
    List<MetricBucket> series(MetricFilter filter, Period period);
}

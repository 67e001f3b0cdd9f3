package dev.afterwise.learn.errors;

import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.store.Period;
import java.time.Instant;
import java.util.List;

/**
 * How often an error happened as time went on.
 *
 * @param from when the first period began
 * @param counts for each period up to the newest, how many executions ended in the error
 * @param before of the decided executions of its tasks before the recent past, how many ended in it
 * @param recent the same since then
 * @param difference the 95 % interval of how much higher the recent rate is; it heeds that errors come in bursts
 * @param pValue how likely so great a difference, up or down, is seen where there is none; corrected for all that was looked at
 */
public record Course(
        Instant from,
        Period period,
        List<Long> counts,
        Tally before,
        Tally recent,
        Interval difference,
        double pValue) {
    public Course {
        counts = List.copyOf(counts);
    }

    /** Whether it became more frequent, by more than chance explains. */
    public boolean isRising() {
        return pValue <= ErrorStudy.FALSE_ALARMS && recent.rate() > before.rate();
    }

    /** Whether it became rarer, by more than chance explains. */
    public boolean isFalling() {
        return pValue <= ErrorStudy.FALSE_ALARMS && recent.rate() < before.rate();
    }
}

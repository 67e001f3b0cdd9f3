package dev.afterwise.learn;

import dev.afterwise.Distribution;
import dev.afterwise.Money;
import dev.afterwise.Outcomes;
import dev.afterwise.Tally;
import dev.afterwise.Usage;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.learn.stats.Quantiles;
import dev.afterwise.learn.stats.Span;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One way to do a task, and how it went whenever it was taken. */
public record Candidate(String name, Outcomes outcomes, Distribution took, Usage usage) {
    /** How many were tried and worked, of those that ended in success or failure. */
    public Tally decided() {
        return outcomes.decided();
    }

    /** The 95 % interval of its rate of success. */
    public Interval success() {
        return Proportions.interval(decided());
    }

    /** The median duration; null if none is known. */
    public @Nullable Duration p50() {
        return took.count() == 0 ? null : took.quantile(.5);
    }

    /** The interval of the median duration. */
    public Span p50Span() {
        return Quantiles.interval(took, .5);
    }

    /** What an execution cost on average, however it ended. */
    public Money meanCost() {
        return outcomes.total() == 0 ? Money.ZERO : new Money(usage.cost().micros() / outcomes.total());
    }

    Candidate merge(Candidate other) {
        return new Candidate(name, outcomes.merge(other.outcomes), took.merge(other.took), usage.merge(other.usage));
    }
}

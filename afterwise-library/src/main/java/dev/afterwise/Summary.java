package dev.afterwise;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What many executions of one subject add up to.
 *
 * <p>Summaries of the same subject form a commutative monoid: {@link #merge} is associative and commutative, and {@link
 * #empty} changes nothing. So they can be made per hour, per machine or per file, in any order, and merged later.
 *
 * @param failures how many failed, by class
 * @param recoveries how often each strategy was tried and worked
 * @param took how long the executions took whose duration is known
 */
public record Summary(
        Subject subject,
        Outcomes outcomes,
        Map<FailureClass, Long> failures,
        SortedMap<String, Tally> recoveries,
        Distribution took,
        Usage usage) {
    public Summary {
        var byClass = new EnumMap<FailureClass, Long>(FailureClass.class);
        byClass.putAll(failures);
        failures = Collections.unmodifiableMap(byClass);
        recoveries = Collections.unmodifiableSortedMap(new TreeMap<>(recoveries));
    }

    public static Summary empty(Subject subject) {
        return new Summary(
                subject, Outcomes.NONE, Map.of(), Collections.emptySortedMap(), Distribution.empty(), Usage.NONE);
    }

    /**
     * Sums this and another summary of the same subject.
     *
     * @throws IllegalArgumentException if the subjects differ
     */
    public Summary merge(Summary other) {
        if (!subject.equals(other.subject)) {
            throw new IllegalArgumentException(
                    "Only summaries of one subject can be merged, but these are of (%s) and (%s)."
                            .formatted(subject, other.subject));
        }
        var moreFailures = new EnumMap<FailureClass, Long>(FailureClass.class);
        moreFailures.putAll(failures);
        other.failures.forEach((failureClass, n) -> moreFailures.merge(failureClass, n, Long::sum));
        var moreRecoveries = new TreeMap<>(recoveries);
        other.recoveries.forEach((strategy, tally) -> moreRecoveries.merge(strategy, tally, Tally::merge));
        return new Summary(
                subject,
                outcomes.merge(other.outcomes),
                moreFailures,
                moreRecoveries,
                took.merge(other.took),
                usage.merge(other.usage));
    }

    /** A summary that is being filled. For one thread. */
    public static final class Builder {
        private final Subject subject;
        private final Map<FailureClass, Long> failures = new EnumMap<>(FailureClass.class);
        private final SortedMap<String, Tally> recoveries = new TreeMap<>();
        private final Distribution.Builder took = new Distribution.Builder();
        private Outcomes outcomes = Outcomes.NONE;
        private Usage usage = Usage.NONE;

        public Builder(Subject subject) {
            this.subject = subject;
        }

        public Builder add(Headline headline) {
            return add(headline.outcome(), headline.usage(), headline.recoveries());
        }

        /** Adds a step: by how its last attempt went, with what all its attempts took and spent. */
        public Builder add(Step step) {
            return add(step.outcome(), step.took(), step.usage(), step.recoveries());
        }

        /** Adds an execution of which only this is known. */
        public Builder add(Outcome outcome, Usage spent, Map<String, Tally> tried) {
            return add(outcome, outcome instanceof Outcome.Ended ended ? ended.took() : null, spent, tried);
        }

        private Builder add(Outcome outcome, @Nullable Duration lasted, Usage spent, Map<String, Tally> tried) {
            outcomes = outcomes.merge(Outcomes.of(outcome.status()));
            usage = usage.merge(spent);
            tried.forEach((strategy, tally) -> recoveries.merge(strategy, tally, Tally::merge));
            if (outcome instanceof Outcome.Failed(var ignored, Failure failure)) {
                failures.merge(failure.failureClass(), 1L, Long::sum);
            }
            if (lasted != null) {
                took.add(lasted);
            }
            return this;
        }

        public Summary build() {
            return new Summary(subject, outcomes, failures, recoveries, took.build(), usage);
        }
    }
}

package dev.afterwise.learn.remedies;

import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.ExecutionId;
import dev.afterwise.Measure;
import dev.afterwise.Recommendation;
import dev.afterwise.learn.stats.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one thing looked at.
 *
 * @param pValue how likely it looks like this where there is nothing, not yet corrected for what else was looked at
 * @param worth what to recommend if that is unlikely enough; null if it would not be worth it even then
 */
record Found(double pValue, @Nullable Worth worth) {
    /** A change, and what it is expected to bring. */
    record Worth(
            Change change,
            String because,
            long sample,
            Measure measure,
            double effect,
            Interval interval,
            List<ExecutionId> examples) {
        Worth {
            examples = List.copyOf(examples);
        }

        Recommendation recommended(double pValue) {
            return Recommendation.propose(
                    change,
                    because,
                    new Evidence(sample, measure, effect, interval.low(), interval.high(), pValue, examples));
        }
    }

    static Found nothing(double pValue) {
        return new Found(pValue, null);
    }
}

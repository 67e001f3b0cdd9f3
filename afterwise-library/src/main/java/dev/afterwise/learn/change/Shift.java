package dev.afterwise.learn.change;

import dev.afterwise.Severity;
import dev.afterwise.learn.stats.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A moment from which on executions succeed less or more often, or take or cost less or more.
 *
 * @param scope whose; of all agents of a task, if it is not seen in one of them alone
 * @param when it happened
 * @param before what was normal since the shift before, or the beginning
 * @param after what is normal from then on, until the next shift, or the end
 * @param effect how much worse or better
 * @param companions what changed at the same time
 * @param examples the numbers of some executions after it that show it, as {@link dev.afterwise.segment.Columns#number} has them
 */
public record Shift(
        Scope scope,
        When when,
        Baseline before,
        Baseline after,
        Effect effect,
        List<Companion> companions,
        List<Long> examples) {
    public Shift {
        companions = List.copyOf(companions);
        examples = List.copyOf(examples);
    }

    /**
     * When it happened.
     *
     * @param at when the first execution after it began
     * @param earliest with {@code latest}, where it is with 95 % confidence
     * @param until when the next shift of the same series happened; null if it lasts
     */
    public record When(
            Instant at,
            Instant earliest,
            Instant latest,
            @Nullable Instant until) {
        public boolean lasts() {
            return until == null;
        }
    }

    /**
     * How much worse or better.
     *
     * @param figure what {@code change} is about
     * @param change of a rate the difference, from -1 to 1; of all else the change in relation to what it was: .4 is 40 % more
     * @param interval its 95 % interval
     * @param pValue how likely so clear a shift is seen anywhere where there is none, corrected for everything looked at
     */
    public record Effect(
            Aspect aspect,
            Figure figure,
            Direction direction,
            double change,
            Interval interval,
            double pValue,
            Severity severity) {}

    /** What says how large a shift is. */
    public enum Figure {
        /** The share of those that succeed. */
        RATE,
        P50,
        P95;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isWorse() {
        return effect.direction() == Direction.WORSE;
    }

    /** One sentence without a full stop, such as {@code p95 of 'build' rose by 40 % (34 to 46), from 2.1 to 3.0 s}. */
    public String because() {
        return Sentences.of(this);
    }
}

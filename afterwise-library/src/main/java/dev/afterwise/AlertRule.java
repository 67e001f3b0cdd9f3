package dev.afterwise;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A line that must not be crossed, by the executions of some time together.
 *
 * @param task whose executions; null for all
 * @param over of the last so long
 * @param executions how many there have to be, at least, before it is said
 */
public record AlertRule(String name, @Nullable String task, Limit limit, Duration over, int executions) {
    /** How long the longest time may be that a rule is about. */
    public static final Duration LONGEST = Duration.ofDays(31);

    /** What may be limited. */
    public sealed interface Limit {
        /** A share of executions that has to succeed, from 0 to 1, of those that succeed or fail. */
        record Success(double least) implements Limit {}

        /** How long all but one in twenty may take. */
        record P95(Duration most) implements Limit {}

        /** How much may be spent, of all executions together. */
        record Cost(Money most) implements Limit {}
    }

    /** @throws IllegalArgumentException if there is nothing to look at, or more than a month of it */
    public AlertRule {
        if (over.isNegative() || over.isZero() || over.compareTo(LONGEST) > 0 || executions < 1) {
            throw new IllegalArgumentException(
                    "A rule must be about 1 or more executions of at most 31 days, but this is about (%d) of (%s)."
                            .formatted(executions, over));
        }
    }
}

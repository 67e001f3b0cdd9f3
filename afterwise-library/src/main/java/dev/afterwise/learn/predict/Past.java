package dev.afterwise.learn.predict;

import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Usage;
import dev.afterwise.segment.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Work that is over and succeeded or failed: what was known before, and what came of it.
 *
 * @param startedUs when it began, in microseconds since 1970
 * @param knownUs when its outcome could be known, the same
 */
public record Past(Profile profile, long startedUs, long knownUs, boolean worked, Amounts amounts) {
    /** What lies before the newest of so many is not learned from one by one. */
    public static final int MOST = 200_000;

    /**
     * What it took.
     *
     * @param seconds not a number where nobody measured it
     * @param dollars 0 where nobody said
     * @param calls of anything outside, models included; 0 where nobody said
     */
    public record Amounts(double seconds, double dollars, double calls) {
        /** Nobody knows any. */
        public static final Amounts UNKNOWN = new Amounts(Double.NaN, 0, 0);

        public static Amounts of(@Nullable Duration took, Usage usage) {
            return new Amounts(
                    took == null ? Double.NaN : (double) took.toNanos() / 1e9,
                    (double) usage.cost().micros() / 1e6,
                    (double) usage.apiCalls());
        }
    }

    /** The newest executions that are learned from, without those that were reported twice. */
    public static List<Past> in(Columns columns) {
        return PastRows.newest(columns, MOST);
    }

    /** How many executions of these tasks that succeeded or failed only repeat another: they were reported more than once. */
    public static int repeats(Columns columns, Predicate<String> isTask) {
        return PastRows.repeats(columns, isTask);
    }

    /** An execution as it is learned from; empty if it neither succeeded nor failed. */
    public static Optional<Past> of(Headline execution) {
        return switch (execution.outcome()) {
            case Outcome.Succeeded(@Nullable Duration took) -> Optional.of(of(execution, took, true));
            case Outcome.Failed(@Nullable Duration took, var ignored) -> Optional.of(of(execution, took, false));
            default -> Optional.empty();
        };
    }

    private static Past of(Headline execution, @Nullable Duration took, boolean worked) {
        long started = ChronoUnit.MICROS.between(Instant.EPOCH, execution.startedAt());
        long known = took == null ? started : started + took.toNanos() / 1_000;
        return new Past(execution.profile(), started, known, worked, Amounts.of(took, execution.usage()));
    }
}

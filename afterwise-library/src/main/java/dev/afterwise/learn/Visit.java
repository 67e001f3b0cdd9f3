package dev.afterwise.learn;

import dev.afterwise.Attempt;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One execution's passage through one step of a plan.
 *
 * @param attempts at least one, by number
 */
record Visit(ExecutionId execution, List<Attempt> attempts) {
    private static final int EXAMPLES = 5;

    Attempt first() {
        return attempts.getFirst();
    }

    Attempt last() {
        return attempts.getLast();
    }

    /** Whether every attempt ended in success or failure. */
    boolean isDecided() {
        return attempts.stream().allMatch(attempt -> isDecided(attempt.outcome()));
    }

    /** Whether the last attempt failed and there was to be no other. */
    boolean gaveUp() {
        return failure(last()) != null && !(last().then() instanceof Recovery.Retry);
    }

    static boolean isDecided(Outcome outcome) {
        return outcome instanceof Outcome.Succeeded || outcome instanceof Outcome.Failed;
    }

    static @Nullable Failure failure(Attempt attempt) {
        return attempt.outcome() instanceof Outcome.Failed(var ignored, Failure failure) ? failure : null;
    }

    static @Nullable Duration took(Attempt attempt) {
        return attempt.outcome() instanceof Outcome.Ended ended ? ended.took() : null;
    }

    /** How long the successes among these took, as far as it is known. */
    static List<Duration> successes(Stream<Attempt> attempts) {
        return attempts.filter(attempt -> attempt.outcome() instanceof Outcome.Succeeded)
                .map(Visit::took)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** How many of these attempts, which must be decided, there are and how many succeeded. */
    static Tally tally(List<Attempt> attempts) {
        return new Tally(
                attempts.size(),
                attempts.stream()
                        .filter(attempt -> attempt.outcome() instanceof Outcome.Succeeded)
                        .count());
    }

    /** The newest few of these. */
    static List<ExecutionId> examples(List<Visit> visits) {
        return visits.reversed().stream()
                .map(Visit::execution)
                .distinct()
                .limit(EXAMPLES)
                .toList();
    }
}

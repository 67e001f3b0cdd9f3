package dev.afterwise;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an execution did.
 *
 * @param parent the step in which this one nests, or null
 * @param attempts every attempt at it, by number
 */
public record Step(StepId id, @Nullable StepId parent, Action action, List<Attempt> attempts) {
    public Step {
        attempts = List.copyOf(attempts);
    }

    /** How its last attempt went; running if none has begun. */
    public Outcome outcome() {
        return attempts.isEmpty() ? new Outcome.Running() : attempts.getLast().outcome();
    }

    /** How often each {@link Recovery#strategy() strategy} was tried here: each is scored by the attempt that followed. */
    public SortedMap<String, Tally> recoveries() {
        SortedMap<String, Tally> scores = Collections.emptySortedMap();
        for (int i = 0; i < attempts.size(); i++) {
            Recovery then = attempts.get(i).then();
            if (then != null && !(then instanceof Recovery.GiveUp)) {
                // Whoever goes on without the step has what was wanted of it: that the run goes on.
                boolean worked = then instanceof Recovery.Skip
                        || (i + 1 < attempts.size()
                                && attempts.get(i + 1).outcome().status() == Status.SUCCEEDED);
                scores = scores.isEmpty() ? new TreeMap<>() : scores;
                scores.merge(then.strategy(), new Tally(1, worked ? 1 : 0), Tally::merge);
            }
        }
        return scores;
    }

    /** How long all its attempts took together, without the time between them; null unless that is known of every one. */
    public @Nullable Duration took() {
        Duration sum = null;
        for (Attempt attempt : attempts) {
            Duration took = attempt.outcome() instanceof Outcome.Ended ended ? ended.took() : null;
            if (took == null) {
                return null;
            }
            sum = sum == null ? took : sum(sum, took);
        }
        return sum;
    }

    /** The longer one where there is no duration as long as their sum. */
    private static Duration sum(Duration one, Duration other) {
        try {
            return one.plus(other);
        } catch (ArithmeticException tooLong) {
            return one.compareTo(other) > 0 ? one : other;
        }
    }

    /** What all its attempts spent. */
    public Usage usage() {
        Usage sum = Usage.NONE;
        for (Attempt attempt : attempts) {
            sum = sum.merge(attempt.usage());
        }
        return sum;
    }
}

package dev.afterwise.learn.errors;

import dev.afterwise.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The errors of a history, the most wasteful first.
 *
 * @param executions all decided executions that were looked at, and how many of them succeeded
 * @param waste of all of them together
 * @param recentFrom where the recent past begins; null if nothing was looked at
 */
public record ErrorReport(
        List<KnownError> errors,
        Tally executions,
        Waste waste,
        @Nullable Instant recentFrom) {
    public ErrorReport {
        errors = List.copyOf(errors);
    }

    /** The errors whose ids begin like this. */
    public List<KnownError> startingWith(String beginning) {
        return errors.stream()
                .filter(each -> each.key().id().startsWith(beginning))
                .toList();
    }

    /** The error to which failures with this fingerprint belong, or the most wasteful of several. */
    public Optional<KnownError> of(String fingerprint) {
        return errors.stream()
                .filter(each -> each.seen().fingerprints().contains(fingerprint))
                .findFirst();
    }
}

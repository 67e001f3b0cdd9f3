package dev.afterwise.store;

import dev.afterwise.Headline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the newest execution began. What claims to have begun in the future was told by a clock that is wrong, and counts only if there
 * is nothing else: a single one would otherwise move every span of time that ends with the newest away from all the others.
 */
public final class Newest {
    /** Clocks and time zones may be wrong by so much. */
    private static final Duration TOLERANCE = Duration.ofDays(1);

    private Newest() {}

    /** @return empty if no execution matches */
    public static Optional<Instant> of(History history, Filter filter, Instant now) {
        Optional<Instant> newest = first(history, filter);
        Instant latest = now.plus(TOLERANCE);
        if (newest.isEmpty() || !newest.get().isAfter(latest)) {
            return newest;
        }
        Instant from = filter.window().from();
        return from != null && !from.isBefore(latest)
                ? newest
                : first(history, filter.with(new Window(from, latest))).or(() -> newest);
    }

    private static Optional<Instant> first(History history, Filter filter) {
        return history.find(new Query(filter, null, 1)).items().stream()
                .map(Headline::startedAt)
                .findFirst();
    }
}

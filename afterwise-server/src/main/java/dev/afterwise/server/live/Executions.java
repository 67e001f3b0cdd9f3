package dev.afterwise.server.live;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Status;
import dev.afterwise.store.Cursor;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which executions begin and end, by looking at the newest ones again and again, and at those that were seen running. So it doesn't
 * matter which process writes them. What began long ago and comes only now, as with an import, goes unseen. For one thread.
 */
final class Executions {
    private static final int NEWEST = 200;
    private static final int MOST_RUNNING = 1_000;

    /** So many of those that run longer than others began are looked at each time. */
    private static final int AT_ONCE = 20;

    private final History history;
    private Map<ExecutionId, Status> known = Map.of();
    private final Set<ExecutionId> running = new LinkedHashSet<>();
    private @Nullable Cursor oldest;
    private boolean isBegun;

    Executions(History history) {
        this.history = history;
    }

    /** Adds what happened since it was called last; nothing the first time. @return false if some may have been missed */
    boolean next(Telling telling) {
        Page<Headline> page = history.find(Query.newest(NEWEST));
        var seen = new LinkedHashMap<ExecutionId, Status>();
        var changed = new ArrayList<Headline>();
        page.items().reversed().forEach(each -> {
            Status now = each.outcome().status();
            seen.put(each.id(), now);
            Status before = known.get(each.id());
            if (before == null ? isNew(each) : before != now) {
                changed.add(each);
            }
        });
        boolean isGapless =
                !isBegun || known.isEmpty() || known.keySet().stream().anyMatch(seen::containsKey);
        if (isBegun) {
            changed.forEach(each -> tell(each, telling));
        }
        known.forEach((id, status) -> {
            if (status == Status.RUNNING && !seen.containsKey(id) && running.size() < MOST_RUNNING) {
                running.add(id);
            }
        });
        running.removeAll(seen.keySet());
        known = seen;
        oldest = page.next() == null || page.items().isEmpty()
                ? null
                : Cursor.of(page.items().getLast());
        lookAtLong(telling);
        isBegun = true;
        return isGapless;
    }

    /** Where newer ones were removed, older ones come into the list that are not new. */
    private boolean isNew(Headline headline) {
        return oldest == null || Cursor.of(headline).compareTo(oldest) < 0;
    }

    private void lookAtLong(Telling telling) {
        List<ExecutionId> some = running.stream().limit(AT_ONCE).toList();
        for (ExecutionId id : some) {
            running.remove(id);
            Optional<Headline> found = history.execution(id).map(Execution::headline);
            if (found.isPresent() && found.get().outcome().status() == Status.RUNNING) {
                running.add(id);
            } else {
                found.ifPresent(each -> tell(each, telling));
            }
        }
    }

    private static void tell(Headline headline, Telling telling) {
        Profile profile = headline.profile();
        Outcome outcome = headline.outcome();
        Duration took = outcome instanceof Outcome.Ended ended ? ended.took() : null;
        telling.tell(
                "execution",
                line -> line.with("id", headline.id().hex())
                        .with("task", profile.task())
                        .with("agent", profile.agent().isEmpty() ? null : profile.agent())
                        .with("model", profile.model())
                        .with("status", outcome.status().word())
                        .with("started", headline.startedAt().toString())
                        .with("duration_ms", took == null ? null : took.toMillis()));
    }
}

package dev.afterwise.server.live;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Source;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Traces that began to come over telemetry, and whose root did not come. One of which nothing was heard for a while is over, and nobody
 * knows how: that is inferred, so a root that comes after all is believed. Safe for use by many threads.
 */
public final class SilentTraces {
    /** Of how many it is remembered that they are open, and that they are over. */
    private static final int MOST = 100_000;

    private static final int AT_ONCE = 1_000;
    private static final Logger LOG = System.getLogger("dev.afterwise.server");

    private record Key(Workspace workspace, ExecutionId id) {}

    private final Store store;
    private final Timekeeper time;
    private final Duration patience;
    /** When each was heard of last, by the clock that never goes back, the longest silent first. */
    private final Map<Key, Long> open = new LinkedHashMap<>();

    private final Map<Key, Boolean> over = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
            return size() > MOST;
        }
    };

    private long concluded;

    /** @param patience for how long nothing must be heard of a trace */
    public SilentTraces(Store store, Duration patience, Timekeeper time) {
        this.store = store;
        this.patience = patience;
        this.time = time;
    }

    /** Says what was received and stored. */
    public void heard(Workspace workspace, List<Fact> facts) {
        Map<ExecutionId, Boolean> isOver = new HashMap<>();
        for (Fact fact : facts) {
            isOver.merge(fact.execution(), fact instanceof Fact.Ended, Boolean::logicalOr);
        }
        long now = time.nanos();
        synchronized (this) {
            isOver.forEach((id, ends) -> {
                var key = new Key(workspace, id);
                if (ends) {
                    open.remove(key);
                    over.put(key, true);
                } else if (!over.containsKey(key)) {
                    open.remove(key);
                    open.put(key, now);
                }
            });
        }
    }

    /** How many are open. */
    public synchronized long open() {
        return open.size();
    }

    /** How many were concluded since the start. */
    public synchronized long concluded() {
        return concluded;
    }

    /** Concludes those that have been silent for long enough, and of too many the longest silent. */
    public void conclude() {
        for (List<Key> some = silent(); !some.isEmpty(); some = silent()) {
            try {
                append(some);
            } catch (StoreException e) {
                LOG.log(Level.WARNING, "What has been silent for long can't be concluded now.", e);
                return;
            }
            forget(some);
        }
    }

    private synchronized List<Key> silent() {
        long now = time.nanos();
        var silent = new ArrayList<Key>();
        int tooMany = open.size() - MOST;
        for (Map.Entry<Key, Long> each : open.entrySet()) {
            boolean isSilent = now - each.getValue() >= patience.toNanos();
            if (silent.size() == AT_ONCE || (!isSilent && silent.size() >= tooMany)) {
                break;
            }
            silent.add(each.getKey());
        }
        return silent;
    }

    private void append(List<Key> some) {
        Map<Workspace, List<Fact>> byWorkspace = new HashMap<>();
        some.forEach(each -> byWorkspace
                .computeIfAbsent(each.workspace, ignored -> new ArrayList<>())
                .add(new Fact.Ended(
                        new Origin(each.id, Source.INFERRED, time.now()),
                        new Outcome.Unknown(null),
                        Usage.NONE,
                        Payload.NONE)));
        byWorkspace.forEach(
                (workspace, facts) -> store.workspace(workspace).history().append(facts));
    }

    private synchronized void forget(List<Key> some) {
        some.forEach(open::remove);
        concluded += some.size();
    }
}

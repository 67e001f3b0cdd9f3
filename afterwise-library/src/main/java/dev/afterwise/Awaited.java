package dev.afterwise;

import dev.afterwise.Advisor.Routed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Work that was handed out to be done elsewhere, and of whose end nobody has told yet. Whoever takes work need not come back, so of too
 * much the oldest is forgotten. Safe for use by many threads.
 */
final class Awaited {
    private static final int MOST = 10_000;

    private final Map<ExecutionId, List<Routed>> work = new LinkedHashMap<>();

    /** Waits for what comes of it. An execution may have been routed by several choices. */
    synchronized void add(ExecutionId id, Routed routed) {
        work.computeIfAbsent(id, ignored -> new ArrayList<>(1)).add(routed);
        if (work.size() > MOST) {
            work.remove(work.keySet().iterator().next());
        }
    }

    /** By what it was routed; empty also for whoever asks a second time. */
    synchronized List<Routed> take(ExecutionId id) {
        List<Routed> its = work.remove(id);
        return its == null ? List.of() : its;
    }
}

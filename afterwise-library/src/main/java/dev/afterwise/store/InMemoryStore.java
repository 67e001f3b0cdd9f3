package dev.afterwise.store;

import dev.afterwise.Workspace;
import dev.afterwise.time.Timekeeper;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps everything on the heap. Safe for use by many threads. */
final class InMemoryStore implements Store {
    private record Space(
            History history, Ledger ledger, PlanJournal plans, Signals signals, Metrics metrics, Segments segments)
            implements WorkspaceStore {}

    private final Timekeeper time;
    private final Map<Workspace, InMemoryHistory> histories = new ConcurrentHashMap<>();
    private final Map<Workspace, WorkspaceStore> workspaces = new ConcurrentHashMap<>();
    private final Map<Workspace, InMemoryMetrics> metrics = new ConcurrentHashMap<>();
    private final Upkeep upkeep = new InMemoryUpkeep(histories::values, metrics::values);

    /** @param time says when something is stored */
    InMemoryStore(Timekeeper time) {
        this.time = time;
    }

    @Override
    public WorkspaceStore workspace(Workspace workspace) {
        return workspaces.computeIfAbsent(workspace, this::space);
    }

    private Space space(Workspace workspace) {
        var plans = new InMemoryPlanJournal();
        return new Space(
                history(workspace),
                new InMemoryLedger(),
                plans,
                plans,
                metrics.computeIfAbsent(workspace, ignored -> new InMemoryMetrics()),
                new InMemorySegments(history(workspace)));
    }

    private InMemoryHistory history(Workspace workspace) {
        return histories.computeIfAbsent(workspace, ignored -> new InMemoryHistory(time));
    }

    @Override
    public Upkeep upkeep() {
        return upkeep;
    }

    @Override
    public Health check() {
        return new Health.Up("in memory");
    }

    @Override
    public void close() {}
}

package dev.afterwise.store;

import dev.afterwise.Workspace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps everything on the heap. Safe for use by many threads. */
final class InMemoryStore implements Store {
    private record Space(History history, Ledger ledger, PlanJournal plans) implements WorkspaceStore {}

    private final Map<Workspace, WorkspaceStore> workspaces = new ConcurrentHashMap<>();

    @Override
    public WorkspaceStore workspace(Workspace workspace) {
        return workspaces.computeIfAbsent(
                workspace,
                ignored -> new Space(new InMemoryHistory(), new InMemoryLedger(), new InMemoryPlanJournal()));
    }

    @Override
    public Health check() {
        return new Health.Up("in memory");
    }

    @Override
    public void close() {}
}

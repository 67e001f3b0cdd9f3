package dev.afterwise.store;

/** All that a store keeps for one workspace. */
public interface WorkspaceStore {
    History history();

    Ledger ledger();

    PlanJournal plans();

    Signals signals();

    Metrics metrics();

    Segments segments();
}

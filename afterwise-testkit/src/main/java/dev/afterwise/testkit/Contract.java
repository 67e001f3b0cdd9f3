package dev.afterwise.testkit;

import dev.afterwise.Headline;
import dev.afterwise.Workspace;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Page;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.Query;
import dev.afterwise.store.Signals;
import dev.afterwise.store.Store;
import dev.afterwise.store.WorkspaceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the parts of {@link StoreContract} share: an empty store, and ways to look at it. */
interface Contract {
    Store store();

    /** A workspace in which nothing is yet, for each value that a property is checked with. */
    default WorkspaceStore fresh() {
        return store().workspace(new Workspace("fresh-" + Fresh.NUMBER.incrementAndGet()));
    }

    default History history() {
        return store().workspace(Workspace.DEFAULT).history();
    }

    default Ledger ledger() {
        return store().workspace(Workspace.DEFAULT).ledger();
    }

    default PlanJournal plans() {
        return store().workspace(Workspace.DEFAULT).plans();
    }

    default Signals signals() {
        return store().workspace(Workspace.DEFAULT).signals();
    }

    default void append(AnExecution... executions) {
        history().append(AnExecution.facts(List.of(executions)));
    }

    /** All that match, read page by page. */
    default List<Headline> find(Filter filter) {
        return find(filter, Query.MAX_LIMIT);
    }

    default List<Headline> find(Filter filter, int pageLimit) {
        var all = new ArrayList<Headline>();
        @Nullable String after = null;
        do {
            Page<Headline> page = history().find(new Query(filter, after, pageLimit));
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return all;
    }

    /** Numbers workspaces. */
    final class Fresh {
        private static final AtomicLong NUMBER = new AtomicLong();

        private Fresh() {}
    }
}

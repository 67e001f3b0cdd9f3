package dev.afterwise.clients;

import dev.afterwise.Execution;
import dev.afterwise.Value;
import dev.afterwise.Workspace;
import dev.afterwise.server.Api;
import dev.afterwise.server.Serving;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import java.net.BindException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One server for all tests, for each stop takes two seconds, with a store in memory; and what it was told. */
final class Listener {
    private static @Nullable Listener shared;

    private final Store store = Store.inMemory();
    private final Serving serving;

    private Listener() throws BindException {
        this.serving = Serving.start(Serving.Setup.of(store, Workspace.DEFAULT, Api.of(List.of(), question -> {
            throw new IllegalStateException("Nobody asks here.");
        })));
    }

    static synchronized Listener start() throws BindException {
        if (shared == null) {
            shared = new Listener();
        }
        return shared;
    }

    int port() {
        return serving.ports().getFirst();
    }

    /** What a service told, as outlines, in the order in which they began. */
    List<String> told(String service) {
        History history = store.workspace(Workspace.DEFAULT).history();
        return history.find(Query.newest(1_000)).items().stream()
                .filter(headline ->
                        Value.of(service).equals(headline.profile().attributes().get("service")))
                .map(headline -> history.execution(headline.id()).orElseThrow())
                .sorted(Comparator.comparing(Execution::startedAt))
                .map(Outline::of)
                .toList();
    }
}

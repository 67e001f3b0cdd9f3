package dev.afterwise.cli;

import static dev.afterwise.testkit.AnExecution.anExecution;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.server.Serving;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.AnExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A history that is made here, over the real server and the real commands. */
final class Served implements AutoCloseable {
    static final String HOSTILE = "<img src=x onerror=\"document.title='broken'\">";

    final Store store = Store.inMemory();
    final Afterwise afterwise = Afterwise.with(store, Settings.STANDARD);
    private final Serving serving;

    Served(Path folder) throws Exception {
        List<AnExecution> history = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            AnExecution one = anExecution()
                    .of(i % 3 == 0 ? "report" : "email")
                    .by(i % 2 == 0 ? "alpha" : "beta")
                    .startedAt(Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofHours(i * 5L)))
                    .took(Duration.ofMillis(900 + 10L * i));
            history.add(i % 7 == 3 ? one.failedWith("TimeoutException", "no answer from host-" + i) : one);
        }
        history.add(anExecution()
                .of(HOSTILE)
                .by(HOSTILE)
                .described(HOSTILE)
                .startedAt("2026-03-27T00:00:00Z")
                .failedWith("E", HOSTILE));
        history.add(anExecution().of("nightly").running().startedAt("2026-03-27T01:00:00Z"));
        add(history);
        var shell = Shells.silent(folder);
        serving = Serving.start(Setup.of(store, Workspace.DEFAULT, new HttpApi(new Opened(afterwise, store), shell)));
    }

    void add(List<AnExecution> history) {
        store.workspace(Workspace.DEFAULT).history().append(AnExecution.facts(history));
    }

    String address(String place) {
        return "http://127.0.0.1:" + serving.ports().getFirst() + "/" + place;
    }

    @Override
    public void close() {
        serving.close();
        afterwise.close();
    }
}

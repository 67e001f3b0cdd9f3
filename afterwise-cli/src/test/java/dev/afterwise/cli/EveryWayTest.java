package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import dev.afterwise.cli.remote.Remote;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.heal.classify.Rules;
import dev.afterwise.record.Redaction;
import dev.afterwise.server.Api;
import dev.afterwise.server.Api.Offer;
import dev.afterwise.server.Role;
import dev.afterwise.server.Serving;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.server.Tokens;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is offered by the API, through a server that has tokens. */
class EveryWayTest {
    @TempDir
    Path folder;

    /** A second passes with each look, so that nobody asks too often. */
    private static final class Hurrying implements Timekeeper {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public Instant now() {
            return Instant.parse("2026-11-22T10:00:00Z");
        }

        @Override
        public long nanos() {
            return nanos.addAndGet(1_000_000_000);
        }

        @Override
        public void sleep(Duration duration) {
            nanos.addAndGet(duration.toNanos());
        }
    }

    @Test
    void asksForATokenOfARoleThatReaches() throws Exception {
        var time = new Hurrying();
        try (Store store = Store.inMemory();
                Afterwise afterwise = Afterwise.with(store, Settings.STANDARD)) {
            Api commands = new HttpApi(new Opened(afterwise, store), Shells.silent(folder, time));
            Api api = new Remote(afterwise, store.workspace(Workspace.DEFAULT), Redaction.STANDARD, Rules.NONE, time)
                    .before(commands);
            var tokens = new Tokens(store, Workspace.DEFAULT, time);
            Map<Role, String> secrets = new EnumMap<>(Role.class);
            for (Role each : Role.values()) {
                secrets.put(each, tokens.add(each.word(), each, null).secret());
            }
            try (var serving = Serving.start(
                            Setup.of(store, Workspace.DEFAULT, api).with(time));
                    var client = HttpClient.newHttpClient()) {
                String at = "http://127.0.0.1:" + serving.ports().getFirst() + "/api/v1/";
                for (Offer offer : api.offers()) {
                    assertThat(status(client, at, offer, "")).as("%s", offer).isEqualTo(401);
                    for (Role role : Role.values()) {
                        if (!role.covers(offer.least())) {
                            assertThat(status(client, at, offer, secrets.get(role)))
                                    .as("%s as %s", offer, role)
                                    .isEqualTo(403);
                        }
                    }
                }
                assertThat(status(client, at, Offer.read("history/list"), secrets.get(Role.VIEWER)))
                        .isEqualTo(200);
                assertThat(status(client, at, Offer.read("tokens/list"), secrets.get(Role.ADMIN)))
                        .isEqualTo(200);
            }
        }
    }

    private static int status(HttpClient client, String at, Offer offer, @Nullable String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(at + offer.path()))
                .header("content-type", "application/json")
                .method(
                        offer.method(),
                        offer.method().equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (token != null && !token.isEmpty()) {
            request.header("authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}

package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import dev.afterwise.Act;
import dev.afterwise.Workspace;
import dev.afterwise.server.Api.Offer;
import dev.afterwise.server.Api.Reply;
import dev.afterwise.server.Routes.Route;
import dev.afterwise.server.Serving.Listening;
import dev.afterwise.server.Serving.Setup;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every way into a server that has tokens. */
class AccessTest {
    private static final Store STORE = Store.inMemory();
    private static final Timekeeper TIME = new Hurrying();
    private static final Setup SETUP = Setup.of(
                    STORE,
                    Workspace.DEFAULT,
                    Api.of(
                            List.of(
                                    Offer.read("history/list"),
                                    Offer.change("history/rate", Role.WRITER),
                                    Offer.change("plan/approve", Role.RUNNER),
                                    Offer.change("recommendations/approve", Role.ADMIN)),
                            question -> new Reply(
                                    200, "{\"by\":\"" + question.caller().name() + "\"}")))
            .with(TIME)
            .with(McpHttpTest.ECHO)
            .with(Listening.loopback(List.of(0)).withHosts(Set.of("afterwise.example")));

    private static final Tokens TOKENS = new Tokens(STORE, Workspace.DEFAULT, TIME);
    private static final Map<Role, String> SECRETS = new EnumMap<>(Role.class);
    private static Serving serving;
    private static WebClient client;

    /** A second passes with each look, so that what tokens there are is read again, and nobody asks too often. */
    private static final class Hurrying implements Timekeeper {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public Instant now() {
            return Instant.parse("2026-11-22T10:00:00Z").plusNanos(nanos.get() / 1_000_000);
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

    @BeforeAll
    static void start() throws BindException {
        for (Role each : Role.values()) {
            SECRETS.put(each, TOKENS.add("the " + each.word(), each, null).secret());
        }
        serving = Serving.start(SETUP);
        client = WebClient.of("http://127.0.0.1:" + serving.ports().getFirst());
    }

    @AfterAll
    static void stop() {
        serving.close();
        STORE.close();
    }

    @Test
    void noWayIsOpenToThoseWithoutATokenThatIsGoodHere() {
        String foreign = new Tokens(STORE, new Workspace("other"), TIME)
                .add("stranger", Role.ADMIN, null)
                .secret();
        Tokens.Made revoked = TOKENS.add("gone", Role.ADMIN, null);
        TOKENS.revoke(revoked.token().id());
        String expired = TOKENS.add("late", Role.ADMIN, Duration.ofNanos(1)).secret();
        TIME.nanos();
        List<String> said = List.of(
                "",
                "Bearer " + foreign,
                "Bearer " + revoked.secret(),
                "Bearer " + expired,
                "Bearer aw_" + "A".repeat(43),
                "Bearer " + "x".repeat(5_000),
                "Bearer",
                "Basic " + SECRETS.get(Role.ADMIN),
                SECRETS.get(Role.ADMIN));

        for (Route route : guarded()) {
            for (String each : said) {
                assertThat(status(ask(route, each)))
                        .as("%s with (%s)", route.words(), each)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void everyRoleGoesAsFarAsItReaches() {
        for (Route route : guarded()) {
            for (Role role : Role.values()) {
                int status = status(ask(route, "Bearer " + SECRETS.get(role)));
                if (role.covers(Objects.requireNonNull(route.least()))) {
                    assertThat(status).as("%s as %s", route.words(), role).isNotIn(401, 403, 429, 500);
                } else {
                    assertThat(status).as("%s as %s", route.words(), role).isEqualTo(403);
                }
            }
        }
    }

    @Test
    void onlyWhatTellsNothingOfTheHistoryIsOpen() {
        assertThat(routes().all())
                .filteredOn(route -> route.least() == null)
                .extracting(Route::words)
                .containsExactly("GET /healthz", "GET /", "HEAD /");
    }

    @Test
    void aTokenThatIsRevokedIsOfNoUseASecondLater() {
        Tokens.Made made = TOKENS.add("short", Role.VIEWER, null);
        Route route = new Route(
                HttpMethod.GET, "/api/v1/history/list", Role.VIEWER, 0, (context, request) -> HttpResponse.of(200));

        assertThat(ask(route, "bearer " + made.secret()).contentUtf8()).isEqualTo("{\"by\":\"short\"}");
        TOKENS.revoke(made.token().id());
        AggregatedHttpResponse after = ask(route, "Bearer " + made.secret());
        assertThat(status(after)).isEqualTo(401);
        assertThat(after.headers().get("www-authenticate")).startsWith("Bearer");
        assertThat(after.contentUtf8()).startsWith("{\"schema\":\"afterwise.error/v1\",\"message\":");
    }

    @Test
    void overGrpcItIsSaidInItsWords() {
        String path = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
        HttpData empty = HttpData.wrap(new byte[5]);

        assertThat(post(path, "application/grpc", empty, "").headers().get("grpc-status"))
                .isEqualTo("16");
        assertThat(post(path, "application/grpc+proto", empty, "Bearer " + SECRETS.get(Role.VIEWER))
                        .headers()
                        .get("grpc-status"))
                .isEqualTo("7");
        assertThat(post(path, "application/grpc", empty, "Bearer " + SECRETS.get(Role.WRITER))
                        .trailers()
                        .get("grpc-status"))
                .isEqualTo("0");
    }

    @Test
    void tellsCallersWhoTheyAre() {
        assertThat(get("/api/v1/me", "authorization", "Bearer " + SECRETS.get(Role.RUNNER))
                        .contentUtf8())
                .isEqualTo(
                        "{\"schema\":\"afterwise.me/v1\",\"name\":\"the runner\",\"role\":\"runner\",\"workspace\":\"default\",\"tokens\":true}\n");
    }

    @Test
    void pagesFromElsewhereAndOtherNamesAreTurnedAwayAlsoWithAToken() {
        String token = "Bearer " + SECRETS.get(Role.ADMIN);
        String path = "/api/v1/history/list";

        assertThat(status(get(path, "authorization", token, ":authority", "evil.example")))
                .isEqualTo(403);
        assertThat(status(get("/", ":authority", "evil.example"))).isEqualTo(403);
        assertThat(status(get(path, "authorization", token, "origin", "http://evil.example")))
                .isEqualTo(403);
        assertThat(status(get(path, "authorization", token, "origin", "null"))).isEqualTo(403);
        assertThat(status(get(path, "authorization", token, "sec-fetch-site", "cross-site")))
                .isEqualTo(403);
        assertThat(status(get(path, "authorization", token, ":authority", "Afterwise.Example:443")))
                .isEqualTo(200);
        assertThat(status(get(path, "authorization", token, "origin", "https://afterwise.example")))
                .isEqualTo(200);
        assertThat(status(get(path, "authorization", token, "sec-fetch-site", "same-origin")))
                .isEqualTo(200);
    }

    @Test
    void everyAnswerTellsBrowsersToKeepItHere() {
        for (String path :
                List.of("/", "/nowhere", "/healthz", "/api/v1/history/list", "/api/v1/nothing", "/v1/traces")) {
            AggregatedHttpResponse answer = get(path);
            assertThat(answer.headers().get("content-security-policy"))
                    .as(path)
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().get("x-content-type-options")).as(path).isEqualTo("nosniff");
            assertThat(answer.headers().get("referrer-policy")).as(path).isEqualTo("no-referrer");
            assertThat(answer.headers().get("cache-control"))
                    .as(path)
                    .isEqualTo(path.equals("/") ? "no-cache" : "no-store");
            assertThat(answer.headers().contains("server")).as(path).isFalse();
        }
    }

    @Test
    void takesNoMoreThanItMay() {
        String token = "Bearer " + SECRETS.get(Role.ADMIN);
        var large = post(
                "/api/v1/recommendations/approve/1", "application/json", HttpData.wrap(new byte[(1 << 20) + 1]), token);
        var plain = post("/api/v1/recommendations/approve/1", "text/plain", HttpData.ofUtf8("{}"), token);

        assertThat(status(large)).isEqualTo(413);
        assertThat(large.contentUtf8()).contains("afterwise.error/v1");
        assertThat(status(plain)).isEqualTo(415);
        assertThat(status(post("/api/v1/history/list", "application/json", HttpData.ofUtf8("{}"), token)))
                .isEqualTo(405);
        // Over HTTP/2 a client knows the limit, and sends nothing.
        WebClient old = WebClient.of("h1c://127.0.0.1:" + serving.ports().getFirst());
        assertThat(status(old.get("/api/v1/history/list?" + "x".repeat(20_000))
                        .aggregate()
                        .join()))
                .isEqualTo(414);
        assertThat(status(old.execute(RequestHeaders.of(HttpMethod.GET, "/", "x-long", "x".repeat(20_000)))
                        .aggregate()
                        .join()))
                .isEqualTo(431);
    }

    @Test
    void keepsThatSomebodyWasTurnedAwayButNotEachTime() {
        var before = new Acts(STORE, Workspace.DEFAULT, TIME).all().size();
        for (int i = 0; i < 20; i++) {
            get("/api/v1/history/list");
        }
        List<Act> acts = new Acts(STORE, Workspace.DEFAULT, TIME).all();

        assertThat(acts.size() - before).isLessThan(5);
        assertThat(acts)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.outcome()).isEqualTo("denied"));
    }

    @Test
    void whatIsKeptOfATokenIsNotItsSecret() {
        Tokens.Made made = TOKENS.add("secretive", Role.VIEWER, null);

        assertThat(made.secret()).matches("aw_[A-Za-z0-9_-]{43}");
        assertThat(TOKENS.all().toString() + made)
                .doesNotContain(made.secret())
                .doesNotContain(made.secret().substring(3, 20));
        assertThat(Tokens.holder(TOKENS.all(), made.secret())).contains(made.token());
    }

    /** What only some may do; what follows a prefix is something. */
    private static List<Route> guarded() {
        return routes().all().stream().filter(route -> route.least() != null).toList();
    }

    private static Routes routes() {
        var ingest = new Ingest(STORE, 1);
        return Serving.routes(
                SETUP,
                ingest,
                new Rounds(STORE, ingest, new Acts(STORE, Workspace.DEFAULT, TIME), SETUP.time()),
                new Door(SETUP));
    }

    private static AggregatedHttpResponse ask(Route route, String authorization) {
        String path = route.path().startsWith("prefix:")
                ? route.path().substring("prefix:".length()) + "/something"
                : route.path();
        var said = RequestHeaders.builder(route.method(), path.replace("//", "/"));
        if (!authorization.isEmpty()) {
            said.set("authorization", authorization);
        }
        if (route.path().endsWith("/events")) {
            // It has no end of its own.
            var parts = client.execute(said.build()).split();
            var headers = parts.headers().join();
            parts.body().abort();
            return AggregatedHttpResponse.of(headers);
        }
        if (route.method() == HttpMethod.GET) {
            return client.execute(said.build()).aggregate().join();
        }
        said.set("content-type", "application/json");
        return client.execute(HttpRequest.of(said.build(), HttpData.ofUtf8("{}")))
                .aggregate()
                .join();
    }

    private static AggregatedHttpResponse get(String path, String... headers) {
        var said = RequestHeaders.builder(HttpMethod.GET, path);
        for (int i = 0; i < headers.length; i += 2) {
            said.set(headers[i], headers[i + 1]);
        }
        return client.execute(said.build()).aggregate().join();
    }

    private static AggregatedHttpResponse post(String path, String type, HttpData body, String authorization) {
        var said = RequestHeaders.builder(HttpMethod.POST, path)
                .set("content-type", type)
                .set("authorization", authorization);
        return client.execute(HttpRequest.of(said.build(), body)).aggregate().join();
    }

    private static int status(AggregatedHttpResponse answer) {
        return answer.status().code();
    }
}

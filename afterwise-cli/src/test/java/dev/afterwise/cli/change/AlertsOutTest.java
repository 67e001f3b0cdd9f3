package dev.afterwise.cli.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.afterwise.Afterwise;
import dev.afterwise.Alert;
import dev.afterwise.AlertTarget;
import dev.afterwise.AlertTarget.Form;
import dev.afterwise.AlertTarget.Rhythm;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Lease;
import dev.afterwise.Settings;
import dev.afterwise.Severity;
import dev.afterwise.Status;
import dev.afterwise.Workspace;
import dev.afterwise.cli.change.Dispatch.Sent;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.store.Document.Alerted;
import dev.afterwise.store.Document.Delivered;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.store.Versioned;
import dev.afterwise.testkit.ManualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server on this machine. */
class AlertsOutTest {
    private static final String SECRET = "a secret of at least 16 bytes";

    private record Arrived(String path, Map<String, String> headers, String body) {}

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory();
    private final Ledger ledger = store.workspace(Workspace.DEFAULT).ledger();
    private final Afterwise afterwise = Afterwise.with(store, Settings.STANDARD.with(time));
    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();

    /** What the server answers, 200 when it is used up. */
    private final Deque<Integer> answers = new ArrayDeque<>();

    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            arrived.add(new Arrived(exchange.getRequestURI().getPath(), headers, body));
            Integer status = answers.poll();
            int code = status == null ? 200 : status;
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            if (code == 429) {
                exchange.getResponseHeaders().set("Retry-After", "7");
            }
            exchange.sendResponseHeaders(code, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        afterwise.close();
    }

    @Test
    void tellsEachAlertOnceThatItsTargetWants() throws InterruptedException {
        raise("old", Alert.Kind.CHANGE, Severity.HIGH, "it was so before");
        try (var dispatch = dispatch(webhook(Set.of(Alert.Kind.CHANGE), Severity.MEDIUM))) {
            dispatch.begin();
            raise("a1", Alert.Kind.CHANGE, Severity.HIGH, "checkout fails more often");
            raise("a2", Alert.Kind.CHANGE, Severity.LOW, "too low");
            raise("a3", Alert.Kind.NEW_ERROR, Severity.HIGH, "not wanted");

            assertThat(dispatch.round()).containsExactly(new Sent("oncall", "alerts", 1, null));
            assertThat(dispatch.round()).isEmpty();
            raise("a1", Alert.Kind.CHANGE, Severity.HIGH, "checkout fails more often");
            assertThat(dispatch.round()).hasSize(1);
        }
        assertThat(arrived).hasSize(2);
        assertThat(arrived.getFirst().body())
                .startsWith("{\"schema\":\"afterwise.alerts/v1\",\"workspace\":\"default\"")
                .contains("\"statement\":\"checkout fails more often\"")
                .doesNotContain("too low", "not wanted", "it was so before");
        assertThat(arrived.get(0).headers().get("webhook-id"))
                .startsWith("msg_")
                .isNotEqualTo(arrived.get(1).headers().get("webhook-id"));
    }

    @Test
    void signsAsStandardWebhooksSays() throws InterruptedException {
        byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(Post.signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}"))
                .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        raiseAndSend(webhook(EnumSet.allOf(Alert.Kind.class), Severity.LOW));
        Arrived one = arrived.getFirst();
        String signed =
                one.headers().get("webhook-id") + "." + one.headers().get("webhook-timestamp") + "." + one.body();
        assertThat(one.headers())
                .containsEntry(
                        "webhook-signature", "v1," + Post.signature(SECRET.getBytes(StandardCharsets.UTF_8), signed))
                .containsEntry(
                        "webhook-timestamp",
                        Long.toString(Instant.parse("2026-01-01T00:00:00Z").getEpochSecond()))
                .containsEntry("content-type", "application/json");
        assertThat(one.headers().values()).noneMatch(value -> value.contains(SECRET));
    }

    @Test
    void isHealedWhereThatHelpsAndRecorded() throws InterruptedException {
        answers.addAll(List.of(503, 429));
        assertThat(raiseAndSend(webhook(EnumSet.allOf(Alert.Kind.class), Severity.LOW)))
                .containsExactly(new Sent("oncall", "alerts", 1, null));

        assertThat(arrived).hasSize(3);
        assertThat(arrived.stream()
                        .map(each -> each.headers().get("webhook-id"))
                        .distinct())
                .hasSize(1);
        assertThat(time.sleeps()).anyMatch(wait -> wait.compareTo(Duration.ofSeconds(7)) >= 0);
        Execution recorded = newest();
        assertThat(recorded.profile().task()).isEqualTo("alert target oncall");
        assertThat(recorded.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(recorded.steps().getFirst().attempts()).hasSize(3);
    }

    @Test
    void whatDoesNotArriveIsSentLaterAndIsNoNewsItself() throws InterruptedException {
        answers.addAll(List.of(404, 404, 404, 404));
        try (var dispatch = dispatch(webhook(EnumSet.allOf(Alert.Kind.class), Severity.LOW))) {
            dispatch.begin();
            raise("a1", Alert.Kind.CHANGE, Severity.HIGH, "x");
            assertThat(dispatch.round())
                    .singleElement()
                    .satisfies(sent -> assertThat(sent.trouble())
                            .contains("HTTP status 404")
                            .doesNotContain("127.0.0.1"));
            assertThat(newest().outcome().status()).isEqualTo(Status.FAILED);
            raise("own", Alert.Kind.NEW_ERROR, Severity.HIGH, "alert target oncall", "it fails");
            answers.clear();
            int before = arrived.size();
            assertThat(dispatch.round()).isEmpty();
            assertThat(arrived).hasSize(before);

            time.advance(Duration.ofMinutes(2));
            assertThat(dispatch.round()).containsExactly(new Sent("oncall", "alerts", 1, null));
            assertThat(arrived.getLast().body()).doesNotContain("it fails");
        }
    }

    @Test
    void followsNoRedirect() throws InterruptedException {
        answers.addAll(List.of(302, 302, 302, 302));
        assertThat(raiseAndSend(webhook(EnumSet.allOf(Alert.Kind.class), Severity.LOW)))
                .singleElement()
                .satisfies(sent -> assertThat(sent.trouble()).contains("redirects are not followed"));
        assertThat(arrived).extracting(Arrived::path).doesNotContain("/elsewhere");
    }

    @Test
    void speaksToSlackWithoutMentioningAnybody() throws InterruptedException {
        try (var dispatch = dispatch(slack(Rhythm.AT_ONCE))) {
            dispatch.begin();
            raise("a1", Alert.Kind.NEW_ERROR, Severity.HIGH, "<!channel> & \u001b[31m\u202e" + "x".repeat(5_000));
            for (int i = 0; i < 30; i++) {
                raise("b" + i, Alert.Kind.CHANGE, Severity.LOW, "y".repeat(390));
            }
            dispatch.round();
        }
        String body = arrived.getFirst().body();
        assertThat(body)
                .startsWith("{\"text\":\"afterwise\\n")
                .contains("more\"}")
                .doesNotContain("<", ">", "\u001b", "\u202e");
        assertThat(body.length()).isLessThan(3_200);
        assertThat(arrived.getFirst().headers()).doesNotContainKey("webhook-signature");
    }

    @Test
    void aDigestIsSentOnceADay() throws InterruptedException {
        try (var dispatch = dispatch(slack(Rhythm.DAILY))) {
            dispatch.begin();
            time.advance(Duration.ofHours(12));
            for (int i = 0; i < 4; i++) {
                afterwise.run("email", run -> "done");
            }
            afterwise.flush();
            raise("a1", Alert.Kind.CHANGE, Severity.HIGH, "checkout fails more often");
            assertThat(dispatch.round()).isEmpty();
            time.advance(Duration.ofHours(12));
            assertThat(dispatch.round()).containsExactly(new Sent("team", "digest", 1, null));
            assertThat(dispatch.round()).isEmpty();
        }
        assertThat(arrived)
                .singleElement()
                .satisfies(one -> assertThat(one.body())
                        .contains(
                                "4 executions",
                                "success 100 %",
                                "Before, in the same time: 0 executions",
                                "checkout fails"));
    }

    @Test
    void oneProcessSendsAtATime() throws InterruptedException {
        try (var dispatch = dispatch(webhook(EnumSet.allOf(Alert.Kind.class), Severity.LOW))) {
            dispatch.begin();
            raise("a1", Alert.Kind.CHANGE, Severity.HIGH, "x");
            Versioned<Delivered> now = ledger.read(Delivered.class, "oncall").orElseThrow();
            var lease = new Lease("another", time.now().plusSeconds(120));
            ledger.write(Map.of(
                    new Delivered(
                            "oncall", now.document().digestAt(), now.document().told(), lease),
                    now.version()));

            assertThat(dispatch.round()).isEmpty();
            time.advance(Duration.ofMinutes(3));
            assertThat(dispatch.round()).hasSize(1);
        }
    }

    @Test
    void refusesWhatTheEnvironmentLacksAndDoesNotShowWhatItHolds() {
        var target = new AlertTarget("t", Form.SLACK, "$HOOK", null, Set.of(), Severity.LOW, Rhythm.AT_ONCE);
        assertThatThrownBy(() -> dispatch(target, Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("HOOK must be set in the environment");
        assertThatThrownBy(() -> dispatch(target, Map.of("HOOK", "http://example.org/T000/B000")))
                .hasMessageContaining("https://")
                .hasMessageNotContaining("B000");
        assertThatThrownBy(() -> dispatch(target, Map.of("HOOK", "https://user:secret@example.org/")))
                .hasMessageNotContaining("secret@");
        assertThatThrownBy(() -> dispatch(
                        new AlertTarget("t", Form.WEBHOOK, address(), "KEY", Set.of(), Severity.LOW, Rhythm.AT_ONCE),
                        Map.of("KEY", "short")))
                .hasMessageContaining("at least 16 bytes")
                .hasMessageNotContaining("short");
    }

    private List<Sent> raiseAndSend(AlertTarget target) throws InterruptedException {
        try (var dispatch = dispatch(target)) {
            dispatch.begin();
            raise("a1", Alert.Kind.CHANGE, Severity.HIGH, "checkout fails more often");
            return dispatch.round();
        }
    }

    private void raise(String id, Alert.Kind kind, Severity severity, String statement) {
        raise(id, kind, severity, "checkout", statement);
    }

    private void raise(String id, Alert.Kind kind, Severity severity, String subject, String statement) {
        @Nullable Versioned<Alerted> before = ledger.read(Alerted.class, id).orElse(null);
        long times = before == null ? 1 : before.document().alert().raised().times() + 1;
        var raised = new Alert.Raised(time.now(), time.now(), times);
        ledger.write(Map.of(
                new Alerted(new Alert(id, kind, severity, subject, statement, raised, List.of(ExecutionId.of("x")))),
                before == null ? 0L : before.version()));
    }

    private Execution newest() {
        afterwise.flush();
        return afterwise
                .history()
                .execution(afterwise
                        .history()
                        .find(new Query(Filter.ALL, null, 1))
                        .items()
                        .getFirst()
                        .id())
                .orElseThrow();
    }

    private AlertTarget webhook(Set<Alert.Kind> about, Severity least) {
        return new AlertTarget("oncall", Form.WEBHOOK, address(), "KEY", about, least, Rhythm.AT_ONCE);
    }

    private static AlertTarget slack(Rhythm rhythm) {
        return new AlertTarget(
                "team", Form.SLACK, "$HOOK", null, EnumSet.allOf(Alert.Kind.class), Severity.LOW, rhythm);
    }

    private String address() {
        return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
    }

    private Dispatch dispatch(AlertTarget target) {
        return dispatch(target, Map.of("KEY", SECRET, "HOOK", address()));
    }

    private Dispatch dispatch(AlertTarget target, Map<String, String> environment) {
        return new Dispatch(afterwise, ledger, Workspace.DEFAULT, List.of(target), environment, time);
    }
}

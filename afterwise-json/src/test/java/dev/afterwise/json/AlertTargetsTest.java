package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Alert;
import dev.afterwise.AlertTarget;
import dev.afterwise.AlertTarget.Form;
import dev.afterwise.AlertTarget.Rhythm;
import dev.afterwise.Lease;
import dev.afterwise.Severity;
import dev.afterwise.store.Document.Delivered;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTargetsTest {
    @Test
    void areReadAsTheyAreWritten() {
        assertThat(targets("""
                alerts:
                  targets:
                    oncall:
                      webhook: https://ops.example.org/hooks/afterwise
                      secret: $ALERT_SECRET
                      about: [change, threshold]
                      severity: high
                    team: { slack: $SLACK_WEBHOOK, digest: weekly }
                """))
                .containsExactly(
                        new AlertTarget(
                                "oncall",
                                Form.WEBHOOK,
                                "https://ops.example.org/hooks/afterwise",
                                "ALERT_SECRET",
                                EnumSet.of(Alert.Kind.CHANGE, Alert.Kind.THRESHOLD),
                                Severity.HIGH,
                                Rhythm.AT_ONCE),
                        new AlertTarget(
                                "team",
                                Form.SLACK,
                                "$SLACK_WEBHOOK",
                                null,
                                EnumSet.allOf(Alert.Kind.class),
                                Severity.LOW,
                                Rhythm.WEEKLY));
        assertThat(targets("alerts: {watch: false}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/",
                "http://localhost:8080/x",
                "http://127.0.0.1/",
                "http://127.8.0.1:1/",
                "http://[::1]:9/x",
                "$HOOK"
            })
    void mayGoWhereNobodyReadsThem(String address) {
        assertThat(targets(of("webhook: \"" + address + "\""))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/",
                "http://localhost.example.org/",
                "http://127.0.0.1.example.org/",
                "ftp://example.org/",
                "https://user:hidden@example.org/",
                "https:///hidden",
                "example.org/hidden",
                "$1"
            })
    void mayNotGoElsewhere(String address) {
        assertThatThrownBy(() -> targets(of("webhook: \"" + address + "\"")))
                .hasMessageContaining("'webhook' must be an address that begins with https://")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void holdNoSecrets() {
        assertThatThrownBy(() -> targets(of("slack: https://hooks.example.org/T0/hidden")))
                .hasMessageContaining("'slack' must be the name of an environment variable")
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> targets(of("webhook: https://a.example.org/, secret: hidden")))
                .hasMessageContaining("'secret' must be the name of an environment variable")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void sayWhatIsWrong() {
        assertThatThrownBy(() -> targets(of("webhook: $A, slack: $B"))).hasMessageContaining("'webhook'");
        assertThatThrownBy(() -> targets(of("digest: daily"))).hasMessageContaining("'webhook'");
        assertThatThrownBy(() -> targets(of("slack: $A, digest: hourly"))).hasMessageContaining("'daily'");
        assertThatThrownBy(() -> targets(of("slack: $A, about: changes")))
                .hasMessageContaining("did you mean 'change'?");
        assertThatThrownBy(() -> targets(of("slack: $A, secret: $B")))
                .hasMessageContaining("only stand with 'webhook'");
        assertThatThrownBy(() -> targets(of("slak: $A"))).hasMessageContaining("did you mean 'slack'?");
    }

    @Test
    void whatWasSentToThemIsKept() {
        Instant at = Instant.parse("2026-01-02T03:04:05Z");
        for (Delivered each : List.of(
                new Delivered("oncall", at, new TreeMap<>(Map.of("a", 1L, "b", 7L)), new Lease("me", at)),
                new Delivered("team", at, new TreeMap<>(), null))) {
            assertThat(Documents.read(Delivered.class, Documents.write(each))).isEqualTo(each);
        }
    }

    private static String of(String keys) {
        return "alerts: {targets: {one: {" + keys + "}}}";
    }

    private static List<AlertTarget> targets(String text) {
        return ConfigurationReader.parse("afterwise.yaml", text).alerts().targets();
    }
}

package dev.afterwise.clients;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Execution;
import dev.afterwise.Fact;
import dev.afterwise.Value;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.otel.Otlp;
import dev.afterwise.otel.Prices;
import dev.afterwise.otel.Received;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What emitters sent to us that are too heavy to run each time, recorded; and what others send, written by hand after their
 * sources ({@code by-hand-...}).
 */
class EmittersTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void eachIsUnderstoodAndNoSpanRejected() throws IOException {
        var otlp = new Otlp(new Classifier()::classify, Prices.builtIn());
        List<Fact> facts = new ArrayList<>();
        for (String line : read("emitters.jsonl").lines().toList()) {
            Received received = otlp.document(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), NOW)
                    .received();
            assertThat(received.rejected()).as(received.because()).isZero();
            facts.addAll(received.facts());
        }
        List<Execution> executions = facts.stream().collect(groupingBy(Fact::execution)).values().stream()
                .map(Execution::of)
                .sorted(Comparator.comparing(EmittersTest::service)
                        .thenComparing(Execution::startedAt)
                        .thenComparing(Outline::of))
                .toList();

        assertThat(executions.stream()
                        .map(each -> service(each) + ": " + Outline.of(each))
                        .collect(joining()))
                .isEqualTo(read("emitters.txt"));
    }

    private static String service(Execution execution) {
        Map<String, Value> attributes = execution.profile().attributes();
        return attributes.get("service") instanceof Value.Text(String text) ? text : "";
    }

    private static String read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(EmittersTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

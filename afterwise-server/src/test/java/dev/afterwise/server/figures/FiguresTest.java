package dev.afterwise.server.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Source;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    /** A line of the text form, as Prometheus defines it. */
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-z_:][a-z0-9_:]*)(\\{[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"(?:,[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\")*\\})? (-?[0-9.eE+-]+|[+-]Inf|NaN)");

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final Figures figures = new Figures(store, time, out -> {});

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void countsWhatEndedSinceTheBeginningAndWhatThereIs() {
        add(1, "mail", 1, Outcome.Succeeded::new);
        figures.begin(Workspace.DEFAULT);
        add(2, "mail", 2, Outcome.Succeeded::new);
        add(3, "mail", 3, Outcome.Unknown::new);
        Map<String, Double> read = read();

        assertThat(read)
                .containsEntry("afterwise_executions{task=\"mail\",outcome=\"succeeded\"}", 2.0)
                .containsEntry("afterwise_executions_ended_total{task=\"mail\",outcome=\"succeeded\"}", 1.0)
                .containsEntry("afterwise_executions_ended_total{task=\"mail\",outcome=\"failed\"}", 0.0)
                .containsEntry("afterwise_executions_ended_total{task=\"mail\",outcome=\"unknown\"}", 1.0)
                .containsEntry("afterwise_execution_duration_seconds_bucket{task=\"mail\",le=\"1\"}", 0.0)
                .containsEntry("afterwise_execution_duration_seconds_bucket{task=\"mail\",le=\"2.5\"}", 1.0)
                .containsEntry("afterwise_execution_duration_seconds_bucket{task=\"mail\",le=\"+Inf\"}", 2.0)
                .containsEntry("afterwise_execution_duration_seconds_count{task=\"mail\"}", 2.0)
                .containsEntry("afterwise_tokens_total{task=\"mail\",kind=\"input\"}", 20.0)
                .containsEntry("afterwise_store_up", 1.0);
        assertThat(read.get("afterwise_execution_duration_seconds_sum{task=\"mail\"}"))
                .isBetween(4.9, 5.1);
    }

    @Test
    void countersNeverShrinkWhenTheHistoryIsPutRight() {
        figures.begin(Workspace.DEFAULT);
        add(1, "mail", 10, Outcome.Unknown::new);
        assertThat(read()).containsEntry("afterwise_executions_ended_total{task=\"mail\",outcome=\"unknown\"}", 1.0);
        conclude(1);
        Map<String, Double> after = read();

        assertThat(after)
                .containsEntry("afterwise_executions_ended_total{task=\"mail\",outcome=\"unknown\"}", 1.0)
                .containsEntry("afterwise_executions_ended_total{task=\"mail\",outcome=\"succeeded\"}", 1.0)
                .containsEntry("afterwise_executions{task=\"mail\",outcome=\"succeeded\"}", 1.0)
                .doesNotContainKey("afterwise_executions{task=\"mail\",outcome=\"unknown\"}");
    }

    @Test
    void tasksBeyondFiftyShareALabelAndNoneLosesItsOwn() {
        for (int i = 0; i < 60; i++) {
            add(i, "task%02d".formatted(i), 1, Outcome.Succeeded::new);
        }
        figures.begin(Workspace.DEFAULT);
        for (int i = 100; i < 200; i++) {
            add(i, "task59", 1, Outcome.Succeeded::new);
        }
        Map<String, Double> read = read();

        assertThat(read.keySet().stream().filter(each -> each.startsWith("afterwise_cost_dollars_total")))
                .hasSize(51);
        assertThat(read)
                .containsEntry("afterwise_executions_ended_total{task=\"other\",outcome=\"succeeded\"}", 100.0)
                .containsEntry("afterwise_executions{task=\"other\",outcome=\"succeeded\"}", 110.0);
    }

    @Test
    void namesFromTheHistoryCannotBreakTheForm() {
        add(1, "a\"} 1\nevil{x=\"\\\u001b[2J" + "x".repeat(500), 1, Outcome.Succeeded::new);

        assertThat(read().keySet()).noneMatch(each -> each.startsWith("evil"));
        assertThat(figures.of(Workspace.DEFAULT))
                .doesNotContain("\u001b")
                .contains("a\\\"} 1\\nevil{x=\\\"\\\\\uFFFD[2J");
    }

    /** Reads the text strictly: each family once and together, histograms that rise, no line of another form. */
    private Map<String, Double> read() {
        var values = new HashMap<String, Double>();
        var families = new HashSet<String>();
        String family = "";
        double before = 0;
        for (String line : Arrays.asList(figures.of(Workspace.DEFAULT).split("\n", -1))) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ", -1)[2];
                assertThat(families.add(family)).as(family).isTrue();
            } else if (!line.isEmpty() && !line.startsWith("# HELP ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).startsWith(family);
                double value =
                        sample.group(3).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(sample.group(3));
                String labels = sample.group(2) == null ? "" : sample.group(2);
                if (sample.group(1).endsWith("_bucket")) {
                    assertThat(value).isGreaterThanOrEqualTo(labels.contains("le=\"0.005\"") ? 0 : before);
                    before = value;
                }
                assertThat(values.put(sample.group(1) + labels, value)).as(line).isNull();
            }
        }
        return values;
    }

    private interface Ending {
        Outcome.Ended after(Duration took);
    }

    private void add(int number, String task, int seconds, Ending ending) {
        var origin = new Origin(id(number), Source.TELEMETRY, AT);
        store.workspace(Workspace.DEFAULT)
                .history()
                .append(List.of(
                        new Fact.Started(origin, Profile.of(task), "", AT, About.NOTHING),
                        new Fact.Ended(
                                origin, ending.after(Duration.ofSeconds(seconds)), Usage.tokens(10, 5), Payload.NONE)));
    }

    private void conclude(int number) {
        var origin = new Origin(id(number), Source.RECORDED, AT);
        store.workspace(Workspace.DEFAULT)
                .history()
                .append(List.of(new Fact.Ended(
                        origin, new Outcome.Succeeded(Duration.ofSeconds(1)), Usage.NONE, Payload.NONE)));
    }

    private static ExecutionId id(int number) {
        return new ExecutionId("%032x".formatted(number + 1));
    }
}

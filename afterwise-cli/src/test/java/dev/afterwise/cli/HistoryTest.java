package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void importTheSample() {
        cli = Sample.imported(new Cli(folder));
    }

    @Test
    void listsTheNewestFirst() {
        var result = cli.json("history", "list").exits(0);
        assertThat(result.json())
                .containsEntry("schema", "afterwise.history.list/v1")
                .containsEntry("workspace", "default");
        assertThat(result.rows("executions"))
                .hasSize(20)
                .isSortedAccordingTo((one, other) -> started(other).compareTo(started(one)))
                .first()
                .satisfies(first -> assertThat(first)
                        .containsEntry("id", "0000000000000000000000000000000a")
                        .containsEntry("task", "report")
                        .containsEntry("outcome", "failed")
                        .containsEntry("started", "2026-01-12T09:00:00Z")
                        .containsEntry("duration_ms", number("2500"))
                        .extractingByKey("error", MAP)
                        .containsEntry("class", "not_found")
                        .containsEntry("message", "no such file: figures_2026"));
    }

    @Test
    void pagesFollowEachOtherWithoutGapsOrRepeats() {
        var first = cli.json("history", "list", "--limit", "40").exits(0);
        var second = cli.json(
                        "history",
                        "list",
                        "--limit",
                        "40",
                        "--after",
                        String.valueOf(first.json().get("next")))
                .exits(0);
        assertThat(second.json()).containsEntry("next", null);
        var all = new java.util.HashSet<>(ids(first));
        assertThat(all).hasSize(40).doesNotContainAnyElementsOf(ids(second));
        all.addAll(ids(second));
        assertThat(all).hasSize(Sample.EXECUTIONS);
    }

    @Test
    void filtersByAllThatIsAskedFor() {
        assertThat(cli.json("history", "list", "--task", "report").rows("executions"))
                .hasSize(2);
        assertThat(cli.json("runs", "list", "--agent", "beta", "--status", "failed")
                        .rows("executions"))
                .hasSize(15);
        assertThat(cli.json("history", "list", "--model", "small", "--limit", "99")
                        .rows("executions"))
                .hasSize(30);
        assertThat(cli.json("history", "list", "--status", "failed,cancelled", "--limit", "99")
                        .rows("executions"))
                .hasSize(17);
        assertThat(cli.json("history", "list", "--route", "none").rows("executions"))
                .isEmpty();
    }

    @Test
    void timeIsAskedForByDateByMomentOrBackFromTheNewest() {
        assertThat(cli.json("history", "list", "--since", "2026-01-02", "--until", "2026-01-02")
                        .rows("executions"))
                .hasSize(6);
        assertThat(cli.json("history", "list", "--since", "2026-01-11T09:00:00Z")
                        .rows("executions"))
                .hasSize(2);
        assertThat(cli.json("history", "list", "--since", "2026-01-11T10:00:00+01:00")
                        .rows("executions"))
                .hasSize(2);
        assertThat(cli.json("history", "list", "--since", "2026-01-11T09:00:01").rows("executions"))
                .hasSize(1);
        assertThat(cli.json("history", "list", "--since", "24h").rows("executions"))
                .hasSize(2);
        assertThat(cli.json("history", "list", "--until", "2d", "--limit", "99").rows("executions"))
                .hasSize(56);
        assertThat(cli.run("history", "list", "--since", "2026-02-01", "--until", "2026-01-01")
                        .exits(2)
                        .err())
                .contains("--until", "--since");
        assertThat(cli.run("history", "list", "--since", "yesterday").exits(2).err())
                .contains("yesterday", "7d");
    }

    @Test
    void showsAnExecutionWhole() {
        Map<String, Object> whole = cli.json("history", "show", "00000000000000000000000000000001")
                .exits(0)
                .json();
        assertThat(whole)
                .containsEntry("schema", "afterwise.history.show/v1")
                .containsEntry("description", "monthly figures")
                .containsEntry("cost_usd", number("0.0125"))
                .containsEntry("input_tokens", number("1200"))
                .containsEntry("attributes", Map.of("customer", "acme"));
        assertThat(whole)
                .extractingByKey("steps", LIST)
                .hasSize(2)
                .first(MAP)
                .containsEntry("name", "collect")
                .containsEntry("kind", "tool")
                .extractingByKey("attempts", LIST)
                .first(MAP)
                .containsEntry("duration_ms", number("2000"))
                .containsEntry("outcome", "succeeded");
        assertThat(cli.run("history", "show", "0000000000000000000000000000000A")
                        .exits(0)
                        .out())
                .contains("no such file: figures_2026", "collect", "STEP", "2.5 s");
    }

    @Test
    void anIdMayBeCutShortAsLongAsItIsUnique() {
        String id = ids(cli.json("history", "list", "--task", "email", "--limit", "1"))
                .getFirst();
        assertThat(cli.json("history", "show", id.substring(0, 12)).exits(0).json())
                .containsEntry("id", id);
        assertThat(cli.run("history", "show", "0000000000").exits(2).err())
                .contains("00000000000000000000000000000001", "0000000000000000000000000000000a");
        assertThat(cli.run("history", "show", "nobody").exits(3).err()).contains("nobody");
        assertThat(cli.run("history", "show", "ffffffffffffffffffffffffffffffff")
                        .exits(3)
                        .out())
                .isEmpty();
    }

    @Test
    void groupsFailuresThatDifferOnlyInNumbers() {
        List<Map<String, Object>> errors =
                cli.json("history", "errors").exits(0).rows("errors");
        assertThat(errors)
                .extracting(group -> group.get("class"), group -> group.get("count"), group -> group.get("template"))
                .containsExactly(
                        tuple("timeout", number("16"), "no answer from * in * ms"),
                        tuple("not_found", number("1"), "no such file: *"));
        assertThat(errors.getFirst())
                .containsEntry("agents", List.of("alpha", "beta"))
                .containsEntry("first_seen", "2026-01-01T08:01:00Z")
                .containsEntry("last_seen", "2026-01-10T09:01:00Z");
        assertThat(cli.run("history", "errors").exits(0).out())
                .contains("timeout", "alpha, beta", "no answer from * in * ms");
        assertThat(cli.json("history", "errors", "--limit", "1").json())
                .containsEntry("groups", number("2"))
                .containsEntry("failures", number("17"))
                .extractingByKey("errors", LIST)
                .hasSize(1);
    }

    @Test
    void countsAndTimesByTask() {
        Map<String, Object> email =
                cli.json("history", "stats").exits(0).rows("stats").getFirst();
        assertThat(email)
                .containsEntry("task", "email")
                .containsEntry("succeeded", number("44"))
                .containsEntry("failed", number("16"))
                .containsEntry("failures", Map.of("timeout", number("16")));
        assertThat(email)
                .extractingByKey("success", MAP)
                .containsEntry("n", number("60"))
                .containsEntry("rate", number("0.733333"))
                .containsKeys("low", "high");
        assertThat((java.math.BigDecimal) email.get("p95_ms")).isBetween(number("2970"), number("3060"));
        assertThat(cli.run("history", "stats").exits(0).out()).contains("TASK", "email", "73 % (61 to 83)");
    }

    @Test
    void countsByAnyCombinationOfDimensions() {
        assertThat(cli.json("history", "stats", "--by", "task,agent,model", "--status", "failed")
                        .rows("stats"))
                .extracting(
                        row -> row.get("task"),
                        row -> row.get("agent"),
                        row -> row.get("model"),
                        row -> row.get("failed"))
                .containsExactly(
                        tuple("email", "beta", "large", number("15")),
                        tuple("email", "alpha", "small", number("1")),
                        tuple("report", "gamma", null, number("1")));
        assertThat(cli.run("history", "stats", "--by", "step").exits(2).err()).contains("--by");
        assertThat(cli.run("history", "stats", "--by", "agnet").exits(2).err()).contains("did you mean 'agent'?");
    }

    @Test
    void saysSoWhenNothingMatches() {
        assertThat(cli.run("history", "list", "--task", "x").exits(0).out()).isEqualTo("No execution matches.\n");
        assertThat(cli.run("history", "stats", "--task", "x").exits(0).out()).isEqualTo("No execution matches.\n");
        assertThat(cli.run("history", "errors", "--task", "x").exits(0).out()).isEqualTo("No failure matches.\n");
    }

    private static String started(Map<String, Object> row) {
        return String.valueOf(row.get("started"));
    }

    private static List<String> ids(Cli.Result result) {
        return result.rows("executions").stream()
                .map(row -> String.valueOf(row.get("id")))
                .toList();
    }
}

package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line finds by words, attributes and complexity, and how it compares. */
class SearchTest {
    private static final String LINES = """
            {"task":"email","agent":"ann","started":"2026-01-01T08:00:00Z","duration_ms":100,"outcome":"succeeded",\
            "description":"refund the invoice of ACME","complexity":3,"attributes":{"team":"blue","files":7}}
            {"task":"email","agent":"bob","started":"2026-01-03T08:00:00Z","duration_ms":200,"outcome":"failed",\
            "error":{"type":"Timeout","message":"no route to host"},"description":"refund an order","complexity":8,\
            "attributes":{"team":"red","files":12},"steps":[{"name":"fetch","kind":"tool","duration_ms":150,"outcome":"failed",\
            "error":{"type":"Timeout","message":"no route to host"}}]}
            {"task":"chat","agent":"ann","started":"2026-01-09T08:00:00Z","duration_ms":300,"outcome":"succeeded",\
            "description":"small talk\\u001b[31m","attributes":{"team":"blue"},\
            "steps":[{"name":"answer","kind":"model","duration_ms":250,"outcome":"succeeded"}]}
            {"task":"email","agent":"ann","started":"2026-01-10T08:00:00Z","duration_ms":400,"outcome":"succeeded",\
            "description":"refund the invoice of Initech","steps":[{"name":"fetch","kind":"tool","duration_ms":50,"outcome":"succeeded"}]}
            """;

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void importSome() {
        cli = new Cli(folder).write("some.jsonl", LINES);
        cli.run("import", "some.jsonl").exits(0);
    }

    private List<Map<String, Object>> list(String... options) {
        var all = new java.util.ArrayList<>(List.of("history", "list"));
        all.addAll(List.of(options));
        return cli.json(all.toArray(String[]::new)).exits(0).rows("executions");
    }

    @Test
    void listsByAttributesAndComplexity() {
        assertThat(list("--attr", "team=blue")).hasSize(2);
        assertThat(list("--attr", "team!=blue")).hasSize(2);
        assertThat(list("--attr", "files>7")).hasSize(1);
        assertThat(list("--attr", "files>=7", "--attr", "team=blue")).hasSize(1);
        assertThat(list("--complexity", ">3")).hasSize(1);
        assertThat(list("--complexity", "3")).hasSize(1);
        assertThat(list("--complexity", "<=8", "--complexity", "!=3")).hasSize(1);
    }

    @Test
    void listsByWordsInDescriptionOrMessage() {
        assertThat(list("--text", "REFUND invoice")).hasSize(2);
        assertThat(list("--text", "route host")).hasSize(1);
        assertThat(list("--text", "refund", "--status", "failed")).hasSize(1);
        assertThat(list("--text", "nothing")).isEmpty();
    }

    @Test
    void everyCommandThatFiltersKnowsConditions() {
        for (var command : List.of(
                List.of("history", "errors"),
                List.of("history", "stats"),
                List.of("history", "steps"),
                List.of("trends"))) {
            var all = new java.util.ArrayList<>(command);
            all.addAll(List.of("--attr", "team=red", "--text", "order", "--complexity", ">1"));
            cli.json(all.toArray(String[]::new)).exits(0);
        }
        assertThat(cli.json("history", "errors", "--attr", "team=red").rows("errors"))
                .hasSize(1);
        assertThat(cli.json("history", "errors", "--attr", "team=blue").rows("errors"))
                .isEmpty();
    }

    @Test
    void saysWhatIsWrongWithACondition() {
        assertThat(cli.run("history", "list", "--attr", "team").exits(2).err())
                .contains("--attr", "(team)", "Maybe branch=main");
        assertThat(cli.run("history", "list", "--attr", "team>blue").exits(2).err())
                .contains("'>'", "(blue)");
        assertThat(cli.run("history", "list", "--complexity", "much").exits(2).err())
                .contains("(much)");
        assertThat(cli.run("history", "list", "--text", "?!").exits(2).err()).contains("--text");
    }

    @Test
    void findsWhatIsLikeAText() {
        var result = cli.json("history", "similar", "refund invoice of acme").exits(0);

        assertThat(result.json()).containsEntry("schema", "afterwise.history.similar/v1");
        assertThat(result.rows("similar"))
                .extracting(row -> row.get("description"))
                .containsExactly("refund the invoice of ACME", "refund the invoice of Initech", "refund an order");
        assertThat(cli.json("history", "similar", "the invoice: refund of Initech")
                        .rows("similar")
                        .getFirst())
                .containsEntry("score", number("1"));
        assertThat(cli.run("history", "similar", "quantum").exits(0).out()).contains("No description");
        assertThat(cli.run("history", "similar", "?!").exits(2).err()).contains("(?!)");
    }

    @Test
    void whatIsFoundIsEscaped() {
        assertThat(cli.run("history", "similar", "small talk").exits(0).out())
                .contains("small talk")
                .doesNotContain("\u001b");
    }

    @Test
    void countsSteps() {
        var result = cli.json("history", "steps").exits(0);

        assertThat(result.json()).containsEntry("schema", "afterwise.history.steps/v1");
        assertThat(result.rows("steps")).hasSize(2);
        assertThat(result.rows("steps").getFirst())
                .containsEntry("task", "email")
                .containsEntry("step", "fetch")
                .containsEntry("kind", "tool")
                .containsEntry("executions", number("2"))
                .containsEntry("failed", number("1"));
        assertThat(cli.json("history", "steps", "--limit", "1").rows("steps")).hasSize(1);
        assertThat(cli.run("history", "steps", "--task", "none").exits(0).out()).contains("No step matches.");
    }

    @Test
    void comparesAWeekWithTheOneBefore() {
        var result =
                cli.json("history", "stats", "--window", "7d", "--offset", "7d").exits(0);

        assertThat(result.json()).extractingByKey("window", MAP).containsKeys("from", "until");
        assertThat(result.json()).extractingByKey("compared_with", MAP).containsKeys("from", "until");
        assertThat(result.rows("stats")).hasSize(2);
        assertThat(result.rows("stats").getFirst())
                .containsEntry("executions", number("1"))
                .containsEntry("executions_before", number("0"));
        var wide = cli.json("history", "stats", "--task", "email", "--window", "2d", "--offset", "1w")
                .rows("stats");
        assertThat(wide.getFirst())
                .containsEntry("executions_before", number("1"))
                .extractingByKey("success_change", MAP)
                .containsEntry("effect", number("1"))
                .containsKeys("low", "high");
        assertThat(cli.run("history", "stats", "--window", "7d", "--offset", "7d")
                        .exits(0)
                        .out())
                .contains("Compared with 2025-12-27 08:00:00 to 2026-01-03 08:00:00.");
    }

    @Test
    void countsPeriodByPeriod() {
        var result =
                cli.json("history", "stats", "--per", "day", "--window", "30d").exits(0);

        assertThat(result.rows("series"))
                .hasSize(4)
                .extracting(row -> row.get("start"))
                .first()
                .isEqualTo("2026-01-01T00:00:00Z");
        assertThat(cli.json("history", "stats", "--per", "week").rows("series")).hasSize(2);
        assertThat(cli.json("history", "stats", "--per", "day", "--limit", "2").rows("series"))
                .hasSize(2);
    }

    @Test
    void windowsMustMakeSense() {
        assertThat(cli.run("history", "stats", "--offset", "7d").exits(2).err()).contains("--window");
        assertThat(cli.run("history", "stats", "--window", "often").exits(2).err())
                .contains("(often)");
        assertThat(cli.run("history", "stats", "--window", "7d", "--since", "3d")
                        .exits(2)
                        .err())
                .contains("--since");
        assertThat(cli.run("history", "stats", "--per", "day", "--by", "task")
                        .exits(2)
                        .err())
                .contains("--per");
        assertThat(cli.run("history", "stats", "--limit", "0").exits(2).err()).contains("(0)");
    }

    @Test
    void rowsCanBeLimited() {
        var result = cli.json("history", "stats", "--limit", "1").exits(0);
        assertThat(result.json()).extractingByKey("stats", LIST).hasSize(1);
        assertThat(cli.run("history", "stats", "--limit", "1").exits(0).out()).contains("1 of 2 rows");
    }
}

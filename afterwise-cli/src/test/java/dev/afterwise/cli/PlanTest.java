package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.groups.Tuple.tuple;

import dev.afterwise.json.PlanSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final String SMALL = """
            version: 1
            name: small
            params: {ticket: x}
            steps:
              - id: first
                run: [echo, hello]
              - id: second
                needs: first
                run: |
                  echo one
                  echo two
              - id: aside
                run: [echo, aside]
            """;
    private static final String BROKEN = "version: 1\nname: x\nsteps:\n  - id: a\n    rnu: [x]\n    needs: [b]\n";
    private static final String LABEL = "\"([^\"`<>{}%;&|\\\\#]|#\\d+;|<br/>)*\"";
    /** A line of a chart that says nothing but what it should. */
    private static final Pattern CHART_LINE = Pattern.compile("flowchart TD|    end|        direction LR"
            + "|    (    )?s\\d+(w\\d+|f)?\\[" + LABEL + "]"
            + "|    subgraph s\\d+\\[" + LABEL + "]"
            + "|    s\\d+ --> s\\d+"
            + "|    (    )?s\\d+(w\\d+)? -\\. " + LABEL + " \\.-> s\\d+(f|w\\d+)");

    @TempDir
    Path folder;

    private static String triage() throws IOException {
        return Files.readString(Path.of("..", "examples", "plans", "triage.yaml"));
    }

    @Test
    void saysInOneLineThatAPlanIsWell() {
        var cli = new Cli(folder).write("plan.yaml", SMALL);
        var result = cli.run("plan", "validate", "plan.yaml").exits(0);
        assertThat(result.out()).isEqualTo("plan.yaml: small, 3 steps and 1 parameter, is well\n");
        assertThat(result.err()).isEmpty();
        assertThat(cli.store()).doesNotExist();
        assertThat(cli.json("plan", "validate", "plan.yaml").exits(0))
                .satisfies(it -> assertThat(it.rows("problems")).isEmpty())
                .satisfies(it -> assertThat(it.rows("files"))
                        .singleElement(MAP)
                        .containsEntry("file", "plan.yaml")
                        .containsEntry("valid", true)
                        .containsEntry("plan", "small")
                        .containsEntry("steps", number("3"))
                        .containsEntry("params", number("1")));
    }

    @Test
    void saysAllThatIsWrongWithAllPlans() {
        var cli = new Cli(folder)
                .write("good.yaml", SMALL)
                .write("bad.yaml", BROKEN)
                .write("empty.yaml", "");
        var result = cli.run("plan", "validate", "good.yaml", "bad.yaml", "empty.yaml")
                .exits(2);
        assertThat(result.out()).isEqualTo("""
                bad.yaml:4:5: a step must have 'run', 'http', 'llm', 'agent', 'plan', 'approve', 'wait', 'check' or 'choose', but this has none of them
                bad.yaml:5:5: unknown key 'rnu' in a step; did you mean 'run'?
                bad.yaml:6:13: there is no step 'b' to need
                empty.yaml:1:1: a plan must have a version, a name and steps, but this is empty
                good.yaml: small, 3 steps and 1 parameter, is well
                """);
        var json = cli.json("plan", "validate", "good.yaml", "bad.yaml", "empty.yaml")
                .exits(2);
        assertThat(json.json()).containsEntry("schema", "afterwise.plan.validate/v1");
        assertThat(json.rows("files"))
                .extracting(file -> file.get("file"), file -> file.get("valid"))
                .containsExactly(tuple("good.yaml", true), tuple("bad.yaml", false), tuple("empty.yaml", false));
        assertThat(json.rows("problems"))
                .hasSize(4)
                .element(1, MAP)
                .containsEntry("file", "bad.yaml")
                .containsEntry("line", number("5"))
                .containsEntry("column", number("5"))
                .containsEntry("message", "unknown key 'rnu' in a step; did you mean 'run'?");
        assertThat(cli.run("plan", "validate", "bad.yaml", "-o", "jsonl")
                        .exits(2)
                        .jsonLines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).containsEntry("file", "bad.yaml"));
    }

    @Test
    void endsAsARunOfTheSameFileWould() {
        var cli = new Cli(folder).write("bad.yaml", BROKEN);
        assertThat(cli.run("plan", "validate", "none.yaml").exits(3).err()).contains("none.yaml");
        assertThat(cli.run("plan", "validate", ".").exits(2).err()).contains("folder");
        assertThat(cli.run("plan", "validate").exits(2).err()).contains("PLAN");
        assertThat(cli.run("plan", "graph", "bad.yaml").exits(2).err())
                .isEqualTo(cli.run("run", "bad.yaml").exits(2).err());
        assertThat(cli.json("plan", "graph", "bad.yaml").exits(2).error())
                .extractingByKey("problems", LIST)
                .first(MAP)
                .containsEntry("file", "bad.yaml");
    }

    @Test
    void drawsStages() {
        var cli = new Cli(folder).write("plan.yaml", SMALL);
        assertThat(cli.run("plan", "graph", "plan.yaml").exits(0).out()).isEqualTo("""
                small
                1 ┬─ first
                  │     run         echo hello
                  └─ aside
                        run         echo aside
                2 ── second
                        needs       first
                        script      echo one ...
                """);
        assertThat(cli.json("plan", "graph", "plan.yaml").rows("steps"))
                .extracting(step -> step.get("step"), step -> step.get("stage"), step -> step.get("needs"))
                .containsExactly(
                        tuple("first", number("1"), List.of()),
                        tuple("second", number("2"), List.of("first")),
                        tuple("aside", number("1"), List.of()));
    }

    @Test
    void drawsConditionsChoicesAndWhatIsDoneAboutFailures() throws IOException {
        var cli = new Cli(folder).write("triage.yaml", triage());
        assertThat(cli.run("plan", "graph", "triage.yaml").exits(0).out()).contains("""
                2 ── similar
                        needs       fetch
                        if          steps.fetch.outputs.label != 'other'
                        script      count=$(grep -c -F -e "$SUBJECT" known-tickets.txt || true) ...
                        on error    not_found: create out/pages
                        on error    *: skip
                        critical    no, the run goes on without it
                3 ── solve
                        needs       fetch, similar
                        choose      by hard (complexity > 7), but in 10 % of all cases by chance
                          up to it  quick: run sh -c echo "an answer to $SUBJECT"
                          above     thorough: http POST ${{ params.service }}/think
                        on error    timeout, unavailable: fallback to quick
                        on error    permission: escalate
                """);
        assertThat(cli.json("plan", "graph", "triage.yaml").rows("steps"))
                .element(2, MAP)
                .containsEntry("threshold", "hard")
                .extractingByKey("ways", LIST)
                .element(1, MAP)
                .containsEntry("agent", "thorough")
                .containsEntry("does", "POST ${{ params.service }}/think");
    }

    @Test
    void drawsAChartForMermaid() throws IOException {
        var cli = new Cli(folder).write("triage.yaml", triage());
        String chart =
                cli.run("plan", "graph", "--mermaid", "triage.yaml").exits(0).out();
        assertThat(chart).startsWith("flowchart TD\n").contains("""
                    subgraph s3["solve by hard (complexity #62; 7)"]
                        direction LR
                        s3w1["up to it: quick<br/>run: sh -c echo #34;an answer to #36;SUBJECT#34;"]
                        s3w2["above it: thorough<br/>http: POST #36;#123;#123; params.service #125;#125;/think"]
                        s3w2 -. "timeout, unavailable" .-> s3w1
                    end
                    s1 --> s3
                    s2 --> s3
                """);
        assertThat(chart.lines()).allMatch(line -> CHART_LINE.matcher(line).matches());
        assertThat(cli.run("plan", "graph", "--mermaid", "triage.yaml", "-o", "md")
                        .out())
                .isEqualTo("```mermaid\n" + chart + "```\n");
        assertThat(cli.json("plan", "graph", "--mermaid", "triage.yaml").json()).containsEntry("mermaid", chart);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\\"]; click s1 call alert()",
                "<img src=x onerror=alert(1)>",
                "%%{init: {}}%%",
                "`**bold**`",
                "end",
                "a\\nend\\n    s9 --> s1",
                "\\e[2J\\e]0;x\\a",
                "\\u202e",
                "#quot;&amp;",
                "```\\nx",
                "--> s1 --o x[(db)]"
            })
    void hostileWordsStayWords(String word) {
        var cli = new Cli(folder).write("plan.yaml", """
                version: 1
                name: "%1$s"
                params: {n: 5}
                thresholds: {t: n > 7}
                steps:
                  - id: end
                    choose:
                      threshold: t
                      among:
                        - {agent: "%1$s", run: ["%1$s", "%1$s"]}
                        - {agent: b, run: "%1$s"}
                    on_error: [{class: "*", do: fallback, to: "%1$s"}]
                    if: params.n == "%1$s"
                    component: "%1$s"
                    fallback: {run: "%1$s"}
                """.formatted(word)
                .replace("if: params.n == \"" + word + "\"", "if: params.n == 1"));
        for (String option : new String[] {"--mermaid", "--json", "-omd", "-otext"}) {
            String out = cli.run("plan", "graph", "plan.yaml", option).exits(0).out();
            assertThat(out).doesNotContain("\u001b", "\u0007", "\u202e");
            if (option.equals("--mermaid")) {
                assertThat(out.lines())
                        .allMatch(line -> CHART_LINE.matcher(line).matches());
            }
        }
        String markdown = cli.run("plan", "graph", "plan.yaml", "-o", "md").out();
        String fence = markdown.lines().findFirst().orElseThrow();
        assertThat(fence).matches("`{3,}");
        assertThat(markdown.lines().filter(line -> line.strip().startsWith(fence)))
                .hasSize(2);
    }

    @Test
    void printsTheSchema() {
        var cli = new Cli(folder);
        assertThat(cli.run("plan", "schema").exits(0).out()).isEqualTo(PlanSchema.text());
        assertThat(cli.json("plan", "schema").exits(0))
                .satisfies(it -> assertThat(it.out().lines()).hasSize(1))
                .extracting(Cli.Result::json)
                .asInstanceOf(MAP)
                .containsEntry("schema", "afterwise.plan.schema/v1")
                .containsEntry("json_schema", Json.object(PlanSchema.text()));
        assertThat(cli.store()).doesNotExist();
    }
}

package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of runs before they are made: plan explain, plan simulate, plan compare. */
class ForecastTest {
    private static final String PLAN = """
            version: 1
            name: release
            params: { full: false }
            steps:
              - id: fetch
                run: [sh, -c, "exit 0"]
                estimate: 2s
              - id: lint
                run: [sh, -c, "exit 0"]
                estimate: 1s
              - id: build
                needs: fetch
                estimate: 4s
                choose:
                  among:
                    - { agent: quick, run: [sh, -c, "exit 0"] }
                    - { agent: thorough, run: [sh, -c, "exit 0"] }
              - id: pack
                needs: [build, lint]
                if: params.full
                run: [sh, -c, "exit 0"]
                estimate: 3s
            """;

    @TempDir
    Path folder;

    private Cli cli() {
        return new Cli(folder).write("release.yaml", PLAN);
    }

    @Test
    void explainsWhatARunWouldDo() {
        var explained = cli().json("plan", "explain", "release.yaml").exits(0);

        assertThat(explained.json())
                .containsEntry("schema", "afterwise.plan.explain/v1")
                .containsEntry("plan", "release");
        assertThat(explained.rows("steps"))
                .extracting(each -> each.get("step"))
                .containsExactly("fetch", "lint", "build", "pack");
        assertThat(explained.rows("steps").get(2))
                .containsEntry("agent", "any of quick, thorough")
                .extractingByKey("basis", MAP)
                .containsEntry("from", "said");
        assertThat(explained.rows("steps").get(3))
                .extractingByKey("begun", MAP)
                .satisfies(begun -> assertThat(((Number) Objects.requireNonNull(begun.get("rate"))).doubleValue())
                        .isZero());
        assertThat(cli().run("plan", "explain", "release.yaml").exits(0).out())
                .contains("no runs yet", "The end waits for fetch, build", "the plan");
    }

    @Test
    void whatIsToldDecidesConditions() {
        var full =
                cli().json("plan", "explain", "release.yaml", "-p", "full=true").exits(0);

        assertThat(full.rows("steps").get(3))
                .extractingByKey("begun", MAP)
                .satisfies(begun -> assertThat(((Number) Objects.requireNonNull(begun.get("rate"))).doubleValue())
                        .isGreaterThan(.8));
    }

    @Test
    void learnsFromRuns() {
        var cli = cli();
        cli.run("run", "release.yaml").exits(0);
        cli.run("run", "release.yaml").exits(0);

        var explained = cli.json("plan", "explain", "release.yaml").exits(0);

        assertThat(explained.json())
                .extractingByKey("runs", MAP)
                .satisfies(runs -> assertThat(runs).hasToString("{decided=2, succeeded=2}"));
        assertThat(explained.rows("steps").getFirst())
                .extractingByKey("basis", MAP)
                .containsEntry("from", "history");
    }

    @Test
    void aStepThatDoesTheSameInAnotherPlanIsKnownFromThere() {
        var cli = cli().write(
                        "new.yaml",
                        "version: 1\nname: new\nsteps: [{id: get, run: [sh, -c, \"exit 0\"]}, {id: b, run: [ls]}]\n");
        cli.run("run", "release.yaml").exits(0);

        var steps = cli.json("plan", "explain", "new.yaml").exits(0).rows("steps");

        assertThat(steps)
                .extracting(each -> String.valueOf(((Map<?, ?>) Objects.requireNonNull(each.get("basis"))).get("from")))
                .containsExactly("other tasks", "unknown");
    }

    @Test
    void playsPlansWithSeveralNumbersOfWorkersAndEachChoice() {
        var played = cli().json("plan", "simulate", "release.yaml", "--workers", "1,4", "--choices", "--runs", "200")
                .exits(0);

        assertThat(played.rows("ways"))
                .extracting(each -> each.get("agents"))
                .containsExactly("build: quick", "build: thorough", "build: quick", "build: thorough");
        assertThat(played.rows("ways"))
                .filteredOn(each ->
                        Boolean.TRUE.equals(((Map<?, ?>) Objects.requireNonNull(each.get("choice"))).get("preferred")))
                .hasSize(1);
        assertThat(cli().run(
                                "plan",
                                "simulate",
                                "release.yaml",
                                "--workers",
                                "1,4",
                                "--prefer",
                                "speed",
                                "--runs",
                                "200")
                        .exits(0)
                        .out())
                .contains("preferred", "beaten", "Preferred, for speed: 4 at once", "█");
    }

    @Test
    void saysWhatAChangeWouldBring() {
        assertThat(cli().run(
                                "plan",
                                "simulate",
                                "release.yaml",
                                "--set",
                                "build.needs=",
                                "--set",
                                "build.agent=quick",
                                "--runs",
                                "200")
                        .exits(0)
                        .out())
                .containsPattern("time +-");
    }

    @Test
    void comparesPlans() {
        var cli = cli().write("other.yaml", PLAN.replace("needs: fetch", "needs: []"));

        assertThat(cli.run("plan", "compare", "release.yaml", "release.yaml", "--runs", "200")
                        .exits(0)
                        .out())
                .contains("no difference is known");
        assertThat(cli.run("plan", "compare", "release.yaml", "other.yaml", "--prefer", "speed", "--runs", "200")
                        .exits(0)
                        .out())
                .containsPattern("success +\\+0.0 points")
                .containsPattern("time +-");
    }

    @Test
    void isSilentWhereNothingIsKnown() {
        var cli = cli().write("new.yaml", "version: 1\nname: new\nsteps: [{id: a, run: [sh]}]\n");

        assertThat(cli.run("plan", "explain", "new.yaml").exits(0).out())
                .contains("Nothing is known yet")
                .doesNotContain("succeeds ", "takes  ", "fails the run");
        assertThat(cli.json("plan", "explain", "new.yaml").exits(0).json())
                .containsEntry("success", null)
                .containsEntry("duration", null);
        cli.run("plan", "simulate", "new.yaml").exits(6);
        cli.run("plan", "compare", "new.yaml", "new.yaml").exits(6);
    }

    /** What nobody knows is not guessed to run into its time-out. */
    @Test
    void aGuessLeavesTheTimeOutAlone() {
        var cli = cli().write("new.yaml", """
                version: 1
                name: new
                steps:
                  - { id: a, run: [sh], estimate: 1s }
                  - { id: b, run: [ls], timeout: 500ms, retry: 0 }
                """);

        var explained = cli.json("plan", "explain", "new.yaml").exits(0);

        assertThat(explained.json())
                .extractingByKey("success", MAP)
                .satisfies(success -> assertThat(((Number) Objects.requireNonNull(success.get("likely"))).doubleValue())
                        .isGreaterThan(.7));
    }

    @Test
    void saysWhatWasAskedWrongly() {
        var cli = cli();
        assertThat(cli.run("plan", "simulate", "release.yaml", "--set", "fetsch.timeout=3s")
                        .exits(2)
                        .err())
                .contains("STEP.KEY=VALUE", "fetch");
        assertThat(cli.run("plan", "simulate", "release.yaml", "--set", "fetch.colour=red")
                        .exits(2)
                        .err())
                .contains("agent, timeout, retry, needs");
        assertThat(cli.run("plan", "simulate", "release.yaml", "--set", "fetch.timeout=soon")
                        .exits(2)
                        .err())
                .contains("250ms");
        assertThat(cli.run("plan", "simulate", "release.yaml", "--set", "build.agent=nobody")
                        .exits(2)
                        .err())
                .contains("quick, thorough");
        assertThat(cli.run("plan", "simulate", "release.yaml", "--set", "fetch.needs=pack")
                        .exits(2)
                        .err())
                .contains("must come after");
        assertThat(cli.run("plan", "simulate", "release.yaml", "--workers", "0")
                        .exits(2)
                        .err())
                .contains("from 1 to 64");
        assertThat(cli.run("plan", "simulate", "release.yaml", "--runs", "1")
                        .exits(2)
                        .err())
                .contains("from 10 to 100,000");
        assertThat(cli.run("plan", "explain", "release.yaml", "-p", "colour=red")
                        .exits(2)
                        .err())
                .contains("only full");
        cli.run("plan", "explain", "nowhere.yaml").exits(3);
    }
}

package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.groups.Tuple.tuple;

import dev.afterwise.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a plan before it is run, and of a run against that. */
class PlanNextTest {
    private static final String PLAN = """
            version: 1
            name: nightly
            schedule: { cron: "30 3 * * MON-FRI", zone: Europe/Berlin }
            params: { full: false, day: { type: text } }
            steps:
              - id: fetch
                run: [sh, -c, "echo page"]
                outputs: { page: text }
              - id: index
                needs: fetch
                if: params.full
                run: [sh, -c, "true"]
              - id: render
                needs: fetch
                if: steps.fetch.outputs.page == 'page'
                choose:
                  among:
                    - { agent: quick, run: [sh, -c, "true"] }
                    - { agent: thorough, run: [sh, -c, "exit 0"] }
            """;

    @TempDir
    Path folder;

    private Cli cli() {
        return new Cli(folder)
                .time(new ManualTime(Instant.parse("2026-11-22T06:20:00Z")))
                .write("nightly.yaml", PLAN);
    }

    @Test
    void saysWhenAPlanRunsNext() {
        var next = cli().json("plan", "next", "nightly.yaml", "-n", "2").exits(0);
        assertThat(next.json())
                .containsEntry("schema", "afterwise.plan.next/v1")
                .containsEntry("zone", "Europe/Berlin");
        assertThat(next.rows("next"))
                .extracting(each -> each.get("at"), each -> each.get("local"))
                .containsExactly(
                        tuple("2026-11-23T02:30:00Z", "Mon 2026-11-23 03:30"),
                        tuple("2026-11-24T02:30:00Z", "Tue 2026-11-24 03:30"));
        assertThat(cli().run("plan", "next", "nightly.yaml").exits(0).out()).contains("No loop has run it yet.");
    }

    @Test
    void aPlanWithoutAScheduleRunsWhenItIsAsked() {
        var cli = cli().write("asked.yaml", "version: 1\nname: asked\nsteps: [{id: a, run: [sh]}]\n");
        assertThat(cli.run("plan", "next", "asked.yaml").exits(0).out()).contains("has no schedule", "30 3 * * *");
        assertThat(cli.run("plan", "next", "nowhere.yaml").exits(3).err()).contains("nowhere.yaml");
        assertThat(cli.run("plan", "next", "asked.yaml", "-n", "0").exits(2).err())
                .contains("--count");
    }

    @Test
    void aScheduleThatIsNoneIsAProblemOfTheFile() {
        var cli = cli().write("bad.yaml", """
                version: 1
                name: bad
                schedule: { cron: "61 3 * * *", zone: Europe/Berln, missed: never }
                steps: [{id: a, run: [sh]}]
                """);
        assertThat(cli.run("plan", "validate", "bad.yaml").exits(2).out())
                .contains("bad.yaml:3:", "The minute of a schedule must be from 0 to 59")
                .contains("did you mean 'Europe/Berlin'?")
                .contains("'missed' must be 'once' or 'skip'");
    }

    @Test
    void aDryRunSaysWhatWouldBeDone() {
        Cli cli = cli();
        var dry = cli.json("run", "nightly.yaml", "--dry-run", "-p", "day=MON").exits(0);
        assertThat(dry.json()).containsEntry("schema", "afterwise.run.dry/v1");
        assertThat(dry.rows("steps"))
                .extracting(each -> each.get("step"), each -> each.get("agent"), each -> each.get("runs"))
                .containsExactly(
                        tuple("fetch", null, null),
                        tuple("index", null, "no"),
                        tuple("render", "quick or thorough", "when it is known"));
        assertThat(cli.store()).doesNotExist();
        assertThat(cli.run("run", "nightly.yaml", "--dry-run").exits(2).err()).contains("must be told day");
    }

    @Test
    void aDryRunSaysWhichProgramIsMissing() {
        var cli = cli().write("odd.yaml", "version: 1\nname: odd\nsteps: [{id: a, run: [./nowhere.sh]}]\n");
        assertThat(cli.run("run", "odd.yaml", "--dry-run").exits(1).out())
                .contains("Step 'a' would fail, for there is no program (./nowhere.sh).", "Nothing was run.");
    }

    @Test
    void aSingleEarlierRunSaysNotHowFarApartRunsAre() {
        Cli cli = new Cli(folder).write("nightly.yaml", PLAN);
        cli.run("run", "nightly.yaml", "-p", "day=MON", "-o", "none").exits(0);
        assertThat(cli.run("run", "nightly.yaml", "-p", "day=MON").exits(0).out())
                .contains("(from 1 earlier run)")
                .doesNotContain("it took ");
    }

    @Test
    void aRunIsToldAgainstWhatWasExpectedOfIt() {
        Cli cli = new Cli(folder).write("nightly.yaml", PLAN);
        for (int i = 0; i < 5; i++) {
            cli.run("run", "nightly.yaml", "-p", "day=MON", "-o", "none").exits(0);
        }
        var result = cli.json("run", "nightly.yaml", "-p", "day=TUE").exits(0);
        assertThat(result.json())
                .containsEntry("counts", Map.of("succeeded", number("2"), "skipped", number("1")))
                .extractingByKey("expected", MAP)
                .containsKeys("low_ms", "likely_ms", "high_ms", "took");
        assertThat(result.json()).extractingByKey("expected_success", MAP).containsKeys("likely", "low", "high");
        assertThat(result.rows("outputs"))
                .singleElement()
                .satisfies(
                        made -> assertThat(made).containsEntry("step", "fetch").containsEntry("value", "page"));
        assertThat(cli.run("run", "nightly.yaml", "-p", "day=WED").exits(0).out())
                .containsPattern("steps +2 succeeded, 1 skipped")
                .contains("expected  ", "it took ", "chance of success", "page");
    }
}

package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.afterwise.Loop;
import dev.afterwise.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopTest {
    @TempDir
    Path folder;

    @Test
    void oneCycleIsCarriedOutAndToldOfLater() {
        Cli cli = Sample.imported(new Cli(folder));
        var cycle = cli.json("loop", "--once").exits(0).json();
        assertThat(cycle)
                .containsEntry("schema", "afterwise.loop.cycle/v1")
                .containsEntry("cause", "asked")
                .containsEntry("workspace", "default.loop")
                .extractingByKey("phases", LIST)
                .first(MAP)
                .containsEntry("name", "analyse")
                .containsEntry("done", true);
        assertThat(cli.json("loop", "status").exits(0).json())
                .containsEntry("schema", "afterwise.loop.status/v1")
                .containsEntry("cycles", number("1"))
                .containsEntry("execution", cycle.get("execution"));
        assertThat(cli.run("history", "show", String.valueOf(cycle.get("execution")), "--workspace", "default.loop")
                        .exits(0)
                        .out())
                .contains("afterwise.loop", "analyse");
        assertThat(cli.json("history", "list").exits(0).out()).doesNotContain("afterwise.loop");
    }

    @Test
    void statusSaysWhenThereWasNoCycle() {
        Cli cli = Sample.imported(new Cli(folder));
        assertThat(cli.run("loop", "status").exits(0).out()).contains("no cycle yet", "interval");
    }

    @Test
    void whatPeopleThinkIsListedAndPatternsThatTheyThinkUselessAreNotTold() {
        Cli cli = new Cli(folder).write("night.jsonl", nightly());
        cli.run("import", "night.jsonl").exits(0);
        var patterns = cli.json("patterns").exits(0).rows("patterns");
        assertThat(patterns).isNotEmpty();
        String id = String.valueOf(patterns.getFirst().get("id"));

        assertThat(cli.json("feedback", "pattern", id, "bad", "--by", "ann", "--note", "we know")
                        .exits(0)
                        .json())
                .containsEntry("schema", "afterwise.feedback/v1")
                .containsEntry("score", number("0"));

        assertThat(cli.json("patterns").exits(0).rows("patterns")).noneMatch(each -> id.equals(each.get("id")));
        assertThat(cli.json("feedback").exits(0).rows("feedback"))
                .singleElement()
                .satisfies(each -> assertThat(each)
                        .containsEntry("kind", "pattern")
                        .containsEntry("id", id)
                        .containsEntry("comment", "we know"));
    }

    /** A fortnight in which one of two agents fails every other time. */
    private static String nightly() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        return IntStream.range(0, 600)
                .mapToObj(i -> """
                        {"id": "run %d", "task": "support", "agent": "%s", "started": "%s", "duration_ms": 100, %s}
                        """.formatted(
                                i,
                                i % 2 == 0 ? "bad" : "good",
                                start.plus(Duration.ofMinutes(33L * i)),
                                i % 4 == 0
                                        ? "\"outcome\": \"failed\", \"error\": {\"type\": \"timeout\", \"message\": \"timed out\"}"
                                        : "\"outcome\": \"succeeded\""))
                .collect(Collectors.joining());
    }

    @Test
    void feedbackIsAboutSomething() {
        Cli cli = Sample.imported(new Cli(folder));
        assertThat(cli.run("feedback").exits(0).out()).contains("Nobody has said anything yet");
        assertThat(cli.run("feedback", "recommendation", "zzz", "good").exits(3).err())
                .contains("zzz");
        assertThat(cli.run("feedback", "pattern").exits(2).err()).contains("feedback pattern ID");
        assertThat(cli.run("feedback", "patern", "1", "good").exits(2).err()).contains("did you mean 'pattern'?");
        assertThat(cli.run("feedback", "pattern", "1", "6").exits(2).err()).contains("from 1 to 5");
    }

    @Test
    void statusIsTheStatusOfTheLoop() {
        Cli cli = Sample.imported(new Cli(folder));
        assertThat(cli.run("status").exits(0).out())
                .isEqualTo(cli.run("loop", "status").out());
    }

    @Test
    void withoutHistoryThereIsNothingToDo() {
        assertThat(new Cli(folder).run("loop", "--once").exits(6).out()).contains("There is no history yet");
        assertThat(new Cli(folder).run("loop", "status").exits(0).out()).contains("There is no history yet");
    }

    @Test
    void whatCantBeIsRefused() {
        Cli cli = Sample.imported(new Cli(folder));
        assertThat(cli.run("loop", "--every", "soon").exits(2).err()).contains("--every");
        assertThat(cli.run("loop", "--after", "-1").exits(2).err()).contains("0 or more");
        assertThat(cli.run("loop", "--adopt", "aut").exits(2).err()).contains("did you mean 'auto'?");
    }

    @Test
    void itGoesOnUntilItIsStopped() {
        Cli cli = Sample.imported(new Cli(folder)).time(new StoppedAtTheThirdLook());
        var stopped = cli.run("loop", "--every", "1d").exits(130);
        assertThat(stopped.out()).contains("Stopped after 1 cycle.");
        assertThat(stopped.err()).contains("Cycles every 24 h 00 min and after 20 new executions", "analyse: ");
    }

    /** Time in which somebody presses Ctrl-C after a while. */
    private static final class StoppedAtTheThirdLook extends ManualTime {
        StoppedAtTheThirdLook() {
            super(Instant.parse("2026-03-01T00:00:00Z"));
        }

        @Override
        public synchronized void sleep(Duration duration) throws InterruptedException {
            super.sleep(duration);
            if (duration.equals(Loop.LOOK) && sleeps().size() >= 3) {
                throw new InterruptedException();
            }
        }
    }

    /** Time passes at each look; somebody stops it when it has seen enough. */
    private Cli hurrying(Path until) {
        return new Cli(folder).time(new ManualTime(Instant.parse("2026-01-01T00:10:00Z")) {
            @Override
            public synchronized void sleep(Duration duration) throws InterruptedException {
                super.sleep(duration);
                if (Files.exists(until)) {
                    throw new InterruptedException();
                }
                LockSupport.parkNanos(1_000);
            }
        });
    }

    @Test
    void plansAreRunByTheirSchedules() throws IOException {
        Files.createDirectory(folder.resolve("plans"));
        Cli cli = hurrying(folder.resolve("plans/second"))
                .write("plans/hourly.yaml", """
                        version: 1
                        name: hourly
                        schedule: "0 * * * *"
                        steps:
                          - id: mark
                            run: if test -f first; then touch second; else touch first; fi
                        """)
                .write("plans/bad.yaml", "version: 1\nname: bad\nsteps: []\n")
                .write("plans/asked.yaml", "version: 1\nname: asked\nsteps: [{id: a, run: [touch, third]}]\n");
        var result = cli.run("loop", "--plans", "plans").exits(130);
        assertThat(result.err())
                .contains("hourly begins, as it is due at 2026-01-01 01:00:00")
                .contains("hourly: ✓ mark: attempt 1 succeeded")
                .contains("bad.yaml) is left out: ", "Next: hourly at 2026-01-01 01:00:00.")
                .doesNotContain("asked");
        assertThat(result.out()).contains("Stopped after", "runs.");
        assertThat(folder.resolve("plans/third")).doesNotExist();
        assertThat(cli.json("history", "list").exits(0).rows("executions"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(run -> assertThat(run).containsEntry("task", "hourly"));
    }

    @Test
    void thePlansOfTheConfigurationAreRunToo() {
        Cli cli = hurrying(folder.resolve("done"))
                .write("afterwise.yaml", "plans: nightly.yaml\n")
                .write("nightly.yaml", """
                        version: 1
                        name: nightly
                        schedule: { cron: "0 3 * * *", zone: Europe/Berlin }
                        steps: [{id: a, run: [touch, done]}]
                        """);
        assertThat(cli.run("loop").exits(130).err()).contains("nightly begins, as it is due at 2026-01-01 02:00:00");
    }

    @Test
    void thereMustBePlansWhereTheyAreSaidToBe() {
        assertThat(new Cli(folder).run("loop", "--plans", "nowhere").exits(3).err())
                .contains("nowhere");
        assertThat(new Cli(folder)
                        .run("loop", "--plans", ".", "--once")
                        .exits(2)
                        .err())
                .contains("--once");
    }
}

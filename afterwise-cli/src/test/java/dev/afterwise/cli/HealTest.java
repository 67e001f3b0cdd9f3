package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.Workspace;
import dev.afterwise.store.Document.Learned;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealTest {
    private static final int CALLS = 6;

    @TempDir
    Path folder;

    private Cli cli;

    /** From a full hour on: six calls that a retry saves, a quarter of an hour apart, and one that nothing saves. */
    @BeforeEach
    void heal() throws IOException {
        cli = new Cli(folder);
        Files.createDirectories(cli.store().getParent());
        var time = new ManualTime(
                Timekeeper.system().now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(12)));
        try (var afterwise = Afterwise.with(Afterwise.store(cli.store()), Settings.STANDARD.with(time))) {
            for (int i = 0; i < CALLS; i++) {
                int[] failures = {1};
                afterwise.call("search", () -> {
                    if (failures[0]-- > 0) {
                        throw new SocketTimeoutException("Read timed out \u001b[31m");
                    }
                    return "found";
                });
                time.advance(Duration.ofMinutes(15));
            }
            try {
                afterwise.call("ledger", () -> {
                    throw new SocketTimeoutException("Read timed out");
                });
            } catch (SocketTimeoutException expected) {
                time.advance(Duration.ofMinutes(1));
            }
        }
    }

    @Test
    void listsWhatWasDoneNewestFirst() {
        List<Map<String, Object>> rows = cli.json("heal", "list").exits(0).rows("recoveries");
        assertThat(rows).hasSize(CALLS + 2);
        assertThat(rows.getFirst())
                .containsEntry("task", "ledger")
                .containsEntry("strategy", "retry")
                .containsEntry("result", "failed again");
        assertThat(rows.getLast()).containsEntry("task", "search").containsEntry("result", "recovered");
        assertThat(rows.getLast()).extractingByKey("because").asString().contains("experts");
        assertThat(cli.json("heal", "list", "--limit", "3").exits(0).rows("recoveries"))
                .hasSize(3);
        assertThat(cli.json("heal", "list", "--task", "search").exits(0).rows("recoveries"))
                .hasSize(CALLS);
        assertThat(cli.json("heal", "list", "--strategy", "fallback").exits(0).rows("recoveries"))
                .isEmpty();
        assertThat(cli.run("heal", "list").exits(0).out())
                .contains("recovered", "Read timed out")
                .doesNotContain("\u001b[31m");
        cli.run("heal", "list", "--limit", "0").exits(2);
    }

    @Test
    void showsWhatOneExecutionNeeded() {
        Object id = Objects.requireNonNull(cli.json("heal", "list", "--task", "ledger")
                .exits(0)
                .rows("recoveries")
                .getFirst()
                .get("id"));
        var shown = cli.json("heal", "show", id.toString()).exits(0);
        assertThat(shown.json())
                .containsEntry("schema", "afterwise.heal.show/v1")
                .containsEntry("outcome", "failed")
                .containsEntry("tried", number("2"))
                .containsEntry("worked", number("0"));
        assertThat(shown.rows("recoveries")).hasSize(3);
        assertThat(shown.rows("recoveries").getLast())
                .containsEntry("strategy", "give_up")
                .containsEntry("result", "stopped");
        cli.run("heal", "show", "nothing like it").exits(3);
    }

    @Test
    void countsStrategiesOverTime() {
        var all = cli.json("heal", "stats").exits(0);
        assertThat(all.rows("strategies"))
                .singleElement()
                .satisfies(it -> assertThat(it)
                        .containsEntry("strategy", "retry")
                        .containsEntry("tried", number("" + (CALLS + 2)))
                        .containsEntry("worked", number("" + CALLS)));
        assertThat(cli.json("heal", "stats", "--by", "task").exits(0).rows("strategies"))
                .extracting(it -> it.get("task"))
                .containsExactly("ledger", "search");
        assertThat(cli.json("heal", "stats", "--per", "hour").exits(0).rows("strategies"))
                .hasSize(2);
        assertThat(cli.run("heal", "stats").exits(0).out()).contains("retry", "Measured");
        cli.run("heal", "stats", "--per", "hour", "--by", "task").exits(2);
        cli.run("heal", "stats", "--by", "step").exits(2);
    }

    @Test
    void showsWhatWasLearnedWithItsSampleAndOpinionsAsSuch() {
        var result = cli.json("heal", "preferences").exits(0);
        Map<String, Object> search = result.rows("preferences").stream()
                .filter(it -> "search".equals(it.get("component")))
                .findFirst()
                .orElseThrow();
        assertThat(search)
                .containsEntry("class", "timeout")
                .containsEntry("strategy", "retry")
                .containsEntry("again", false)
                .containsEntry("prior", number("0.85"));
        assertThat(search).extractingByKey("measured").asString().contains("rate=1", "n=6");
        assertThat(result.json()).extractingByKey("uplift").asString().contains("learned", "held_out");
        assertThat(cli.json("heal", "preferences", "--component", "ledger")
                        .exits(0)
                        .rows("preferences"))
                .extracting(it -> it.get("again"))
                .containsExactlyInAnyOrder(true, false);
        assertThat(cli.json("heal", "preferences", "--class", "syntax").exits(0).rows("preferences"))
                .isEmpty();
        assertThat(cli.run("heal", "preferences").exits(0).out())
                .contains("retry again", "100 %", "nothing of it was measured", "learning brings");
        assertThat(cli.run("heal", "preferences", "--class", "cash").exits(2).err())
                .contains("cache");
    }

    @Test
    void whatSeveralFrontDoorsOfOneStoreLearnAddsUp() throws IOException {
        var settings = Settings.STANDARD.with(new ManualTime(Timekeeper.system().now()));
        try (var one = Afterwise.with(Afterwise.store(cli.store()), settings);
                var other = Afterwise.with(Afterwise.store(cli.store()), settings)) {
            for (var each : List.of(one, other, other)) {
                int[] failures = {1};
                each.call("search", () -> {
                    if (failures[0]-- > 0) {
                        throw new SocketTimeoutException("Read timed out");
                    }
                    return "found";
                });
            }
        }
        assertThat(cli.json("heal", "preferences", "--component", "search")
                        .exits(0)
                        .rows("preferences"))
                .singleElement()
                .satisfies(it ->
                        assertThat(it).extractingByKey("measured").asString().contains("n=" + (CALLS + 3)));
    }

    @Test
    void explainsWhatWouldBeDone() {
        var byClass =
                cli.json("heal", "explain", "search", "--class", "timeout").exits(0);
        assertThat(byClass.json())
                .containsEntry("component", "search")
                .containsEntry("strategy", "retry")
                .containsEntry("because", "the experts suggest it, and it helped in 100 % of 6");
        assertThat(byClass.rows("strategies"))
                .extracting(it -> it.get("strategy"))
                .containsExactly("retry", "reduce_scope", "fallback");
        var byMessage = cli.json("heal", "explain", "unseen", "--message", "Read timed out")
                .exits(0);
        assertThat(byMessage.json()).containsEntry("class", "timeout").containsEntry("strategy", "retry");
        assertThat(byMessage.json())
                .extractingByKey("because")
                .asString()
                .contains("nothing that still counts was measured");
        assertThat(cli.run("heal", "explain", "search", "--class", "timeout")
                        .exits(0)
                        .out())
                .contains("suggest it", "nothing of it was measured");
        assertThat(cli.run("heal", "explain", "search", "--class", "permission")
                        .exits(0)
                        .out())
                .contains("a person is asked");
        cli.run("heal", "explain", "search").exits(2);
        cli.run("heal", "explain", "search", "--class", "timeout", "--message", "x")
                .exits(2);
    }

    @Test
    void saysSoWhereThereIsNothing(@TempDir Path empty) {
        var other = new Cli(empty);
        for (String verb : List.of("list", "stats", "preferences")) {
            assertThat(other.run("heal", verb).exits(0).out()
                            + other.run("heal", verb).exits(0).err())
                    .contains("There is no history yet");
        }
        assertThat(other.json("heal", "explain", "search", "--class", "timeout")
                        .exits(0)
                        .json())
                .containsEntry("strategy", "retry");
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        try (Store store = Afterwise.store(cli.store())) {
            var ledger = store.workspace(Workspace.DEFAULT).ledger();
            long version = ledger.read(Learned.class, Learned.KEY).orElseThrow().version();
            ledger.write(Map.of(new Learned("beliefs 9\n"), version));
        }
        assertThat(cli.json("heal", "preferences").exits(0).rows("preferences")).isEmpty();
    }
}

package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.afterwise.Afterwise;
import dev.afterwise.Metric;
import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void importTheSample() {
        cli = Sample.imported(new Cli(folder));
    }

    @Test
    void saysHowWellThingsGoAndWhatPullsThemDown() {
        assertThat(cli.run("health", "--days", "30").exits(0).out())
                .contains(
                        "Health is poor", "decided executions failed", "beta", "Failing operations", "What to do first")
                .contains("More: afterwise");
    }

    @Test
    void programsGetScoreAndOptimisations() {
        var result = cli.json("health", "--days", "30").exits(0);
        assertThat(result.json())
                .containsEntry("schema", "afterwise.health/v1")
                .containsEntry("grade", "poor")
                .containsEntry("by", "agent")
                .containsEntry("store", "up")
                .containsEntry("breakers_open", List.of());
        assertThat(result.json()).extractingByKey("score", MAP).containsKeys("points", "low", "high");
        assertThat(result.rows("components"))
                .extracting(each -> each.get("name"))
                .contains("alpha", "beta", "gamma");
        assertThat(result.json())
                .extractingByKey("optimisations", LIST)
                .first(MAP)
                .containsEntry("kind", "error_handling")
                .containsEntry("subject", "timeout")
                .containsKeys("expected", "how", "command");
        assertThat(result.rows("trends")).hasSize(4);
    }

    @Test
    void componentsCanBeTasksAndTheTimeBeforeIsCompared() {
        var result = cli.json("health", "--days", "5", "--by", "task").exits(0);
        assertThat(result.rows("components"))
                .filteredOn(each -> "email".equals(each.get("name")))
                .singleElement()
                .satisfies(each ->
                        assertThat(each).extractingByKey("success_before", MAP).containsEntry("n", number("40")));
    }

    @Test
    void aCacheThatSeldomAnswersIsAComponentToo() {
        Instant at = Instant.parse("2026-01-11T08:00:00Z");
        try (Store store = Afterwise.store(cli.store())) {
            store.workspace(Workspace.DEFAULT)
                    .metrics()
                    .record(IntStream.range(0, 20)
                            .mapToObj(i ->
                                    new dev.afterwise.Sample(Metric.CACHE_HIT_RATE, "pages", .5, at.plusSeconds(i)))
                            .toList());
        }
        var result = cli.json("health", "--days", "30").exits(0);
        assertThat(result.rows("metrics"))
                .singleElement()
                .satisfies(each -> assertThat(each)
                        .containsEntry("metric", "cache_hit_rate")
                        .containsEntry("samples", number("20")));
        assertThat(result.rows("components"))
                .extracting(each -> each.get("name"))
                .contains("pages cache_hit_rate");
        assertThat(result.rows("optimisations"))
                .extracting(each -> each.get("kind"))
                .contains("cache");
        assertThat(result.rows("pulled_down_by"))
                .anySatisfy(
                        each -> assertThat(String.valueOf(each.get("because"))).contains("cache of pages"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            health --days 0    | --days must be from 1 to 3,660
            health --by step   | --by must be task, agent, model or route
            health --pool -1   | --pool must be 1 or more
            """)
    void refusesWhatItCanNotDo(String command, String expected) {
        assertThat(cli.run(command.split(" ")).exits(2).err()).contains(expected);
    }

    @Test
    void ofNoHistoryNothingIsSaid(@TempDir Path empty) {
        assertThat(new Cli(empty).run("health").exits(6).out()).contains("no history yet");
        assertThat(cli.run("health", "--workspace", "other").exits(6).out()).contains("no execution was recorded");
    }
}

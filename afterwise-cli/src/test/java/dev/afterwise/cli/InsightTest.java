package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsightTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void importTheSample() {
        cli = Sample.imported(new Cli(folder));
    }

    @Test
    void sumsUpWhatAllAnalysesSay() {
        var result = cli.json("insights", "--days", "30").exits(0);
        assertThat(result.json())
                .containsEntry("schema", "afterwise.insights/v1")
                .containsEntry("executions", number("62"))
                .containsKeys("health", "grade", "patterns_analysed", "failure_patterns", "bottlenecks", "errors")
                .containsKeys("recommendations", "changes")
                .extractingByKey("success", MAP)
                .containsEntry("n", number("62"));
        assertThat(result.rows("actions"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each).containsKeys("kind", "subject", "what", "expected", "command"))
                .allSatisfy(
                        each -> assertThat(String.valueOf(each.get("command"))).startsWith("afterwise "));
    }

    @Test
    void peopleReadWhatToDo() {
        assertThat(cli.run("insights", "--days", "30").exits(0).out()).contains("What to do", "success %", "1. ");
    }

    @Test
    void namesMisroutesWithTheAlternative() {
        assertThat(cli.json("analyze", "misroutes").exits(0).rows("misroutes"))
                .filteredOn(each -> "agent".equals(each.get("dimension")))
                .singleElement()
                .satisfies(each -> assertThat(each)
                        .containsEntry("chosen", "beta")
                        .containsEntry("better", "alpha")
                        .containsEntry("rule", "email: take the agent 'alpha' rather than 'beta'"));
    }

    @Test
    void saysForEveryTaskWhereItGoes() {
        assertThat(cli.json("analyze", "routing").exits(0).rows("routes"))
                .first()
                .satisfies(each -> assertThat(each)
                        .containsEntry("task", "email")
                        .containsEntry("dimension", "agent")
                        .containsEntry("verdict", "prefer")
                        .containsEntry("prefer", "alpha"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"routing", "misroutes", "patterns", "phases", "errors"})
    void analyzeKnowsTheFamiliarNames(String name) {
        assertThat(cli.run("analyze", name).exits(0).out()).isNotEmpty();
    }

    @Test
    void ofNoHistoryNothingIsSaid(@TempDir Path empty) {
        var nobody = new Cli(empty);
        assertThat(nobody.run("insights").exits(6).out()).contains("no history yet");
        assertThat(nobody.run("analyze", "misroutes").exits(6).out()).contains("no history yet");
        assertThat(cli.run("insights", "--days", "0").exits(2).err()).contains("--days must be from 1");
    }
}

package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No analyser finds more than it states in histories that hold nothing. */
class EvalNullTest {
    @TempDir
    Path folder;

    /** Fifty here; five hundred by hand, as docs/learning.md says. */
    @Test
    void noAnalyserFindsMoreThanItStates() {
        Cli.Result result =
                new Cli(folder).run("eval", "null", "--runs", "50", "--json").exits(0);
        assertThat(result.json()).containsEntry("runs", Json.number("50"));
        assertThat(result.rows("analysers"))
                .hasSizeGreaterThan(8)
                .allSatisfy(row -> assertThat(row).containsKeys("name", "stated", "observed", "low", "by_noise"));
        assertThat(result.err()).contains("50 of 50 histories");
    }

    @Test
    void refusesWhatItCannotCount() {
        new Cli(folder).run("eval", "null", "--runs", "0").exits(2);
        assertThat(new Cli(folder)
                        .run("eval", "null", "--only", "luck")
                        .exits(2)
                        .err())
                .contains("luck");
    }
}

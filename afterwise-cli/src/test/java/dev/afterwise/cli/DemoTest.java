package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void measuresBeforeAndAfterOnRealProcesses() throws Exception {
        var result = new Cli(folder).json("demo", "--runs", "6").exits(0);

        assertThat(result.json()).containsEntry("schema", "afterwise.demo/v1");
        assertThat(result.rows("comparison"))
                .extracting(row -> row.get("figure"))
                .contains(
                        "runs_succeeded",
                        "prices_succeeded",
                        "fetch_succeeded",
                        "render_succeeded",
                        "scan_succeeded",
                        "p95_of_a_run");
        assertThat(Path.of(String.valueOf(result.json().get("report"))))
                .content()
                .contains("<svg")
                .contains("nightly-report");
        Path store = Path.of(String.valueOf(result.json().get("store")));
        assertThat(new Cli(folder)
                        .json("--store", store.toString(), "history", "list")
                        .exits(0)
                        .rows("executions"))
                .hasSizeBetween(9, 21);
        assertThat(result.rows("recoveries")).allSatisfy(row -> assertThat(row).containsKeys("class", "recovered"));
        assertThat(Files.exists(folder.resolve(".afterwise")))
                .as("the store of whoever tries it")
                .isFalse();
    }

    @Test
    void refusesMoreRunsThanAnybodyWaitsFor() {
        assertThat(new Cli(folder).run("demo", "--runs", "0").exits(2).err())
                .isEqualTo("--runs must be from 1 to 1,000, but it is (0).\n");
    }
}

package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void importTheSample() {
        cli = Sample.imported(new Cli(folder));
    }

    @Test
    void saysOnTheTerminalWhatChangedAndWhatFailed() {
        assertThat(cli.run("report").exits(0).out())
                .contains("62 decided executions", "What changed", "Failures", "timeout", "Tasks", "email", "Advice");
        assertThat(cli.run("report", "-o", "-").out()).contains("What changed");
        assertThat(cli.run("report", "-o", "none").exits(0).out()).isEmpty();
    }

    @Test
    void writesAPageThatStandsAlone() throws IOException {
        var result = cli.run("report", "--days", "30", "--detailed", "--output", "report.html")
                .exits(0);
        assertThat(result.out()).contains(cli.file("report.html").toString(), "62");
        assertThat(Files.readString(cli.file("report.html")))
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("62 decided executions", "Slowest executions");
    }

    @Test
    void saysWhereTheFileIsToProgramsToo() throws IOException {
        var result = cli.json("report", "--output", "out.md").exits(0);
        assertThat(result.json())
                .containsEntry("schema", "afterwise.report.file/v1")
                .containsEntry("path", cli.file("out.md").toString())
                .containsEntry("form", "markdown")
                .containsEntry("executions", number("62"))
                .containsEntry("bytes", number(Long.toString(Files.size(cli.file("out.md")))));
        assertThat(Files.readString(cli.file("out.md")))
                .startsWith("# ")
                .contains("\n## What changed\n", "\n## Failures\n", "| email | 60 |")
                .containsPattern("[▁▂▃▄▅▆▇█]{3}");
    }

    @Test
    void theJsonFileHoldsTheSameFigures() throws IOException {
        cli.run("report", "-o", "report.json").exits(0);
        var written = Json.object(Files.readString(cli.file("report.json")));
        assertThat(written)
                .containsEntry("schema", "afterwise.report/v1")
                .containsEntry("executions", number("62"))
                .containsEntry("days", number("30"))
                .containsKeys("changes", "recoveries", "recommendations", "title", "made_at")
                .extractingByKey("success", MAP)
                .containsEntry("n", number("62"));
        assertThat(written).extractingByKey("series", LIST).hasSize(12);
        assertThat(written)
                .extractingByKey("failures", LIST)
                .first(MAP)
                .containsEntry("class", "timeout")
                .containsEntry("count", number("16"))
                .extractingByKey("share", MAP)
                .containsEntry("n", number("62"));
        assertThat(cli.json("report").exits(0).json().keySet()).isEqualTo(written.keySet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            report --output report.pdf          | 2 | must end in .html, .md or .json
            report --output report              | 2 | it must be one of
            report --output folder/             | 2 | must end in .html, .md or .json
            report --output none/report.html    | 3 | mkdir -p
            report --days 0                     | 2 | --days must be from 1 to 3,660
            report --days 3661                  | 2 | --days must be from 1 to 3,660
            history list -o list.md             | 2 | --output must be text, json, jsonl, md or none
            """)
    void refusesWhatItCanNotDo(String command, int exit, String expected) {
        var result = cli.run(command.split(" ")).exits(exit);
        assertThat(result.err()).contains(expected).doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void ofAnEmptyHistoryThereIsNothingToReport(@TempDir Path empty) {
        var nobody = new Cli(empty);
        assertThat(nobody.run("report", "--output", "report.html").exits(6).out())
                .contains("no history yet");
        assertThat(nobody.file("report.html")).doesNotExist();
        assertThat(cli.run("report", "--workspace", "other", "-o", "report.html")
                        .exits(6)
                        .out())
                .contains("nothing to report on", "No file was written");
        assertThat(cli.file("report.html")).doesNotExist();
        assertThat(cli.json("report", "--workspace", "other").exits(6).json()).containsKey("hints");
    }
}

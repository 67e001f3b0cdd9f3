package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Workspace;
import dev.afterwise.json.Facts;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.RandomFacts;
import dev.afterwise.testkit.Seeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"executions", "trace"})
    void whatIsExportedAndImportedElsewhereIsEqualThere(String format) {
        var cli = new Cli(folder);
        RandomGenerator random = Seeded.random();
        try (Store store = Afterwise.store(cli.store())) {
            for (int i = 0; i < 40; i++) {
                history(store).append(Redaction.STANDARD.of(RandomFacts.ofMany(random, 10, 30)));
            }
        }
        Map<ExecutionId, Execution> before = executions(cli.store());
        assertThat(before).hasSizeGreaterThan(100);

        cli.json("export", "--format", format, "-o", "./out.jsonl").exits(0);
        cli.run("import", "--format", format, "out.jsonl", "--store", "other.db")
                .exits(0);

        assertThat(executions(cli.file("other.db"))).isEqualTo(before);
        assertThat(cli.json("import", "--format", format, "out.jsonl", "--store", "other.db")
                        .exits(0)
                        .json())
                .containsEntry("added", number("0"))
                .containsEntry("changed", number("0"));
        assertThat(cli.run("export", "--format", format, "--store", "other.db")
                        .exits(0)
                        .out())
                .hasLineCount((int) lines(cli.file("out.jsonl")));
    }

    @Test
    void whatWasImportedFromLinesIsExportedAsTheSameLines() throws IOException {
        var cli = new Cli(folder).write(Sample.FILE, Sample.lines());
        cli.run("import", Sample.FILE).exits(0);

        String out = cli.run("export").exits(0).out();
        assertThat(out.lines()).hasSize(62).noneMatch(line -> line.contains("\"facts\""));
        Files.writeString(cli.file("again.jsonl"), out);
        assertThat(cli.json("import", "again.jsonl").exits(0).json())
                .containsEntry("added", number("0"))
                .containsEntry("changed", number("0"));
    }

    @Test
    void filtersSayWhatIsExported() {
        var cli = new Cli(folder).write(Sample.FILE, Sample.lines());
        cli.run("import", Sample.FILE).exits(0);

        assertThat(cli.run("export", "--task", "report").exits(0).out()).hasLineCount(2);
        assertThat(cli.json("export", "--task", "report", "-o", "./r.jsonl")
                        .exits(0)
                        .json())
                .containsEntry("schema", "afterwise.export/v1")
                .containsEntry("executions", number("2"))
                .containsEntry("format", "executions");
        assertThat(cli.run("export", "--task", "nothing").exits(6).out()).isEmpty();
        assertThat(cli.json("export", "--task", "report").exits(2).err()).contains("--format");
        assertThat(cli.run("export", "-o", "no/such/folder.jsonl").exits(3).err())
                .contains("must be a folder");
    }

    @Test
    void spreadsheetsFindNoFormulas() {
        var cli = new Cli(folder).write("x.jsonl", """
                        {"task":"=cmd|' /C calc'!A0","agent":"+1","model":"-2","route":"@x","description":" =1, \\"two\\"\\nthree",\
                        "started":"2026-01-01T08:00:00Z","duration_ms":1500.25,"outcome":"failed",\
                        "error":{"type":"E","message":"\\tm"},"cost_usd":0.5,"attributes":{"a":"b","c":7}}
                        """);
        cli.run("import", "x.jsonl").exits(0);

        String out = cli.run("export", "--format", "csv").exits(0).out();
        assertThat(out)
                .startsWith(
                        "id,task,agent,model,route,complexity,description,started,outcome,duration_ms,failure_class,")
                .contains(
                        ",'=cmd|' /C calc'!A0,'+1,'-2,'@x,,\"' =1, \"\"two\"\"\nthree\",2026-01-01T08:00:00Z,failed,1500.250,",
                        ",E,\"'\tm\",0,0,0,0.5",
                        ",\"a=b; c=7\"\r\n");
    }

    @Test
    void tracesAreImportedFromAFolderTornOnesToo() throws IOException {
        var cli = new Cli(folder);
        RandomGenerator random = Seeded.random();
        Files.createDirectory(cli.file("traces"));
        int facts = 0;
        for (int i = 0; i < 5; i++) {
            List<Fact> one = RandomFacts.ofOne(random, 20);
            facts += one.size();
            Path file = cli.file("traces/" + one.getFirst().execution() + ".jsonl");
            String text = one.stream().map(Facts::writeLine).collect(Collectors.joining("\n"));
            Files.writeString(file, text + "\n");
            if (i == 0) {
                Files.writeString(file, "{\"v\":1,\"executi", StandardOpenOption.APPEND);
            }
        }
        assertThat(facts).isPositive();

        assertThat(cli.json("import", "--format", "trace", "traces").exits(0).json())
                .containsEntry("added", number("5"))
                .containsEntry("torn", number("1"))
                .containsEntry("rejected", number("0"));
        assertThat(cli.run("import", "--format", "trace", "traces").exits(0).out())
                .contains("was not written to its end");
        assertThat(cli.run("import", "traces").exits(2).err()).contains("Maybe --format trace");
    }

    @Test
    void badLinesOfTracesAreReportedAndKept() {
        var cli = new Cli(folder);
        String good = Facts.writeLine(RandomFacts.of(Seeded.random(), ExecutionId.of("x")));
        cli.write("t.jsonl", good + "\n{\"v\":1,\"fact\":\n\n" + good + "\n{\"v\":9}\n");

        assertThat(cli.run("import", "--format", "trace", "t.jsonl").exits(1).out())
                .contains("t.jsonl:2: ", "t.jsonl:5: ", "version", "t.jsonl.rejected");
        assertThat(cli.file("t.jsonl.rejected")).content().contains("{\"v\":1,\"fact\":", "{\"v\":9}");
    }

    @Test
    void importLeavesSecretsOut() {
        var cli = new Cli(folder)
                .write("afterwise.yaml", "redact: ['ACME-[0-9]+']\n")
                .write(
                        "x.jsonl",
                        "{\"task\":\"t\",\"started\":\"2026-01-01T08:00:00Z\",\"description\":\"password=hunter2 ACME-12\"}\n");
        cli.run("import", "x.jsonl").exits(0);

        assertThat(cli.run("export").exits(0).out())
                .contains("password=[redacted] [redacted]")
                .doesNotContain("hunter2");
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<ExecutionId, Execution> executions(Path file) {
        try (Store store = Afterwise.store(file)) {
            History history = history(store);
            return history.find(new Query(Filter.ALL, null, Query.MAX_LIMIT)).items().stream()
                    .map(Headline::id)
                    .map(id -> history.execution(id).orElseThrow())
                    .collect(Collectors.toMap(Execution::id, Function.identity()));
        }
    }

    private static History history(Store store) {
        return store.workspace(Workspace.DEFAULT).history();
    }
}

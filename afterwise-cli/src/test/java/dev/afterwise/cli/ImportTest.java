package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private static final String GOOD =
            "{\"task\":\"email\",\"started\":\"2026-01-01T08:00:00Z\",\"outcome\":\"succeeded\"}";

    @TempDir
    Path folder;

    @Test
    void storesEveryLineAndImportingAgainChangesNothing() {
        var cli = new Cli(folder).write(Sample.FILE, Sample.lines());
        assertThat(cli.json("import", "--format", "executions", Sample.FILE)
                        .exits(0)
                        .json())
                .containsEntry("schema", "afterwise.import/v1")
                .containsEntry("added", number("62"))
                .containsEntry("rejected", number("0"));
        assertThat(cli.json("import", Sample.FILE).exits(0).json())
                .containsEntry("added", number("0"))
                .containsEntry("changed", number("0"))
                .containsEntry("unchanged", number("62"));
        assertThat(cli.json("history", "stats").rows("stats"))
                .extracting(row -> row.get("task"), row -> row.get("executions"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("email", number("60")),
                        org.assertj.core.groups.Tuple.tuple("report", number("2")));
    }

    @Test
    void equalLinesAreSeveralExecutionsAndEqualIdsAreOne() {
        String named = "{\"id\":\"mail-7\",\"task\":\"email\",\"started\":\"2026-01-01T08:00:00Z\"}";
        var cli = new Cli(folder).write("twice.jsonl", GOOD + "\n" + GOOD + "\n" + named + "\n" + named + "\n");
        assertThat(cli.json("import", "twice.jsonl").exits(0).json()).containsEntry("added", number("3"));
        assertThat(cli.json("import", "twice.jsonl").exits(0).json()).containsEntry("unchanged", number("3"));
        assertThat(cli.json("history", "show", "mail-7").exits(0).json()).containsEntry("outcome", "unknown");
    }

    @Test
    void badLinesAreReportedByNumberAndKeptAndAllOthersStored() throws IOException {
        var cli = new Cli(folder)
                .write(
                        "mixed.jsonl",
                        "\ufeff" + GOOD + "\r\n\r\n  {\"task\":\"email\",\"startd\":\"2026-01-01\"}\n\n{\"task\":\n"
                                + GOOD + "\n");
        var result = cli.run("import", "mixed.jsonl").exits(1);
        assertThat(result.out())
                .contains("added      2", "rejected   2")
                .contains("mixed.jsonl:3: ", "startd", "mixed.jsonl:5:", "mixed.jsonl.rejected");
        assertThat(Files.readString(cli.file("mixed.jsonl.rejected")).lines())
                .hasSize(4)
                .element(1)
                .isEqualTo("  {\"task\":\"email\",\"startd\":\"2026-01-01\"}");
        assertThat(cli.json("import", "mixed.jsonl").exits(1).rows("problems"))
                .extracting(problem -> problem.get("line"))
                .containsExactly(number("3"), number("5"));
    }

    @Test
    void whatIsNotUtf8IsKeptByteByByte() throws IOException {
        byte[] latin1 =
                "{\"task\":\"caf\u00e9\",\"started\":\"2026-01-01T08:00:00Z\"}".getBytes(StandardCharsets.ISO_8859_1);
        var cli = new Cli(folder);
        Files.write(cli.file("latin1.jsonl"), latin1);
        cli.run("import", "latin1.jsonl").exits(1);
        byte[] kept = Files.readAllBytes(cli.file("latin1.jsonl.rejected"));
        assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                .endsWith(new String(latin1, StandardCharsets.ISO_8859_1) + "\n");
    }

    @Test
    void rejectedLinesOfAnEarlierImportAreReplacedOrRemoved() throws IOException {
        var cli = new Cli(folder).write("a.jsonl", "nonsense\n").write("a.jsonl.rejected", "old");
        cli.run("import", "a.jsonl").exits(1);
        assertThat(Files.readString(cli.file("a.jsonl.rejected")))
                .contains("nonsense")
                .doesNotContain("old");
        cli.write("a.jsonl", GOOD + "\n").run("import", "a.jsonl").exits(0);
        assertThat(cli.file("a.jsonl.rejected")).doesNotExist();
    }

    @Test
    void tenProblemsAreToldAndTheOthersCounted() {
        var cli = new Cli(folder).write("bad.jsonl", "x\n".repeat(25));
        var result = cli.run("import", "bad.jsonl").exits(1);
        assertThat(result.out().lines().filter(line -> line.startsWith("bad.jsonl:")))
                .hasSize(10);
        assertThat(result.out()).contains("... and 15 more");
        assertThat(cli.file("bad.jsonl.rejected")).content().hasLineCount(50);
    }

    @Test
    void standardInputIsReadAndItsRejectedLinesKeptInTheFolder() {
        var cli = new Cli(folder).input(GOOD + "\nnonsense\n");
        var result = cli.run("import", "-").exits(1);
        assertThat(result.out()).contains("stdin:2:");
        assertThat(cli.file("stdin.rejected")).content().contains("nonsense");
    }

    @Test
    void rejectedLinesAreKeptWhereItIsSaid() {
        var cli = new Cli(folder).write("a.jsonl", "nonsense\n").write("b.jsonl", GOOD);
        cli.run("import", "a.jsonl", "--rejected", "bad.txt").exits(1);
        assertThat(cli.file("bad.txt")).exists();
        assertThat(cli.file("a.jsonl.rejected")).doesNotExist();
        assertThat(cli.run("import", "a.jsonl", "b.jsonl", "--rejected", "bad.txt")
                        .exits(2)
                        .err())
                .contains("--rejected");
        assertThat(cli.run("import", "a.jsonl", "--rejected", "a.jsonl")
                        .exits(2)
                        .err())
                .contains("another file");
        assertThat(cli.file("a.jsonl")).hasContent("nonsense\n");
    }

    @Test
    void importsWhatCanBeImportedEvenIfTheRejectedLinesCanNotBeKept() {
        var cli = new Cli(folder).write("a.jsonl", "nonsense\n" + GOOD + "\n");
        var result =
                cli.json("import", "a.jsonl", "--rejected", "nowhere/bad.txt").exits(1);
        assertThat(result.json()).containsEntry("added", number("1"));
        assertThat(result.out()).contains("could not all be");
    }

    @Test
    void severalFilesAreCountedEach() {
        var cli = new Cli(folder).write("a.jsonl", GOOD).write("b.jsonl", GOOD.replace("email", "report"));
        assertThat(cli.json("import", "a.jsonl", "b.jsonl").exits(0).rows("files"))
                .extracting(file -> file.get("file"), file -> file.get("added"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a.jsonl", number("1")),
                        org.assertj.core.groups.Tuple.tuple("b.jsonl", number("1")));
    }

    @Test
    void linesGoToTheWorkspaceThatTheyNameAndOthersToTheOneThatIsAskedFor() {
        String elsewhere = GOOD.replace("{", "{\"workspace\":\"team-b\",");
        var cli = new Cli(folder).write("a.jsonl", GOOD + "\n" + elsewhere + "\n");
        cli.run("import", "a.jsonl", "--workspace", "team-a").exits(0);
        assertThat(cli.json("history", "list").rows("executions")).isEmpty();
        assertThat(cli.json("history", "list", "--workspace", "team-a").rows("executions"))
                .hasSize(1);
        assertThat(cli.env("AFTERWISE_WORKSPACE", "team-b")
                        .json("history", "list")
                        .rows("executions"))
                .hasSize(1);
    }

    @Test
    void aMissingFileIsNotFoundAndNothingIsMade() {
        var cli = new Cli(folder).write("a.jsonl", GOOD);
        assertThat(cli.run("import", "a.jsonl", "b.jsonl").exits(3).err()).contains("b.jsonl");
        assertThat(cli.run("import", ".").exits(2).err()).contains("folder");
        assertThat(cli.run("import").exits(2).err()).contains("FILE");
        assertThat(cli.run("import", "--format", "csv", "a.jsonl").exits(2).err())
                .contains("executions");
        assertThat(cli.store()).doesNotExist();
    }

    @Test
    void showsHowFarItHasComeOnlyOnATerminal() {
        var cli = new Cli(folder).write("many.jsonl", (GOOD + "\n").repeat(5_000));
        assertThat(cli.run("import", "many.jsonl").exits(0).err()).isEmpty();
        cli.panel(80, 24);
        assertThat(cli.run("import", "many.jsonl").exits(0).err())
                .satisfiesAnyOf(
                        err -> assertThat(err).contains("%", "executions").endsWith("\r\u001b[K"),
                        err -> assertThat(err).as("too quick to be seen").isEmpty());
        assertThat(cli.run("import", "many.jsonl", "-o", "none").exits(0))
                .satisfies(result -> assertThat(result.out() + result.err()).isEmpty());
    }

    @Test
    void aLineThatIsFarTooLongIsRejectedAndTheNextIsRead() {
        String huge = "{\"task\":\"" + "x".repeat(17 << 20) + "\"}";
        var cli = new Cli(folder).write("huge.jsonl", "nonsense\n" + huge + "\n" + GOOD + "\nnonsense too\n");
        Map<String, Object> answer = cli.json("import", "huge.jsonl").exits(1).json();
        assertThat(answer).containsEntry("added", number("1")).containsEntry("rejected", number("3"));
        assertThat(cli.file("huge.jsonl.rejected"))
                .content()
                .contains("\nnonsense\n", "\nnonsense too\n")
                .hasSizeLessThan(10_000);
    }
}

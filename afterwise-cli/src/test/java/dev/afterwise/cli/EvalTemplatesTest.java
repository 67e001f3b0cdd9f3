package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalTemplatesTest {
    private static final String LINES = """
            message,template
            took 3 ms,took <*> ms
            "took 5 ms, 2 retries","took <*> ms, <*> retries"
            took 7 ms,took <*> ms
            "said ""no\""",said <*>
            """;

    @TempDir
    Path folder;

    @Test
    void countsHowOftenItIsRight() {
        var cli = new Cli(folder).write("lines.csv", LINES);
        var answer = cli.json("eval", "templates", "lines.csv").exits(0);
        assertThat(answer.json())
                .containsOnlyKeys("schema", "files", "mean")
                .containsEntry("schema", "afterwise.eval.templates/v1");
        assertThat(answer.rows("files").getFirst())
                .containsOnlyKeys("file", "n", "groups", "found", "ga", "fga", "lines_per_s")
                .containsEntry("file", "lines.csv")
                .containsEntry("n", number("4"))
                .containsEntry("groups", number("3"))
                .containsEntry("found", number("3"))
                .containsEntry("ga", number("1"))
                .containsEntry("fga", number("1"));
    }

    @Test
    void aFolderStandsForItsCsvFiles() throws IOException {
        Files.createDirectory(folder.resolve("lines"));
        var cli = new Cli(folder)
                .write("lines/b.csv", LINES)
                .write("lines/a.csv", "\ufeffid,template,message\r\n1,x,x\r\n\r\n2,y,x\r\n")
                .write("lines/README", "nothing");
        var result = cli.json("eval", "templates", "lines").exits(0);
        assertThat(result.rows("files")).extracting(row -> row.get("file")).containsExactly("a.csv", "b.csv");
        assertThat(result.rows("files").getFirst()).containsEntry("ga", number("0"));
        assertThat(cli.run("eval", "templates", "lines").exits(0).out()).contains("mean accuracy 0.500");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        var cli = new Cli(folder)
                .write("other.csv", "timestamp,value\n1,2\n")
                .write("short.csv", "message,template\na,b\nc\n")
                .write("open.csv", "message,template\n\"a,b\n")
                .write("none.csv", "message,template\n")
                .write("empty.csv", "");
        assertThat(cli.run("eval", "templates", "other.csv").exits(2).err())
                .contains("other.csv:1: the first row must name the columns 'message' and 'template'");
        assertThat(cli.run("eval", "templates", "short.csv").exits(2).err())
                .contains("short.csv: row 3 must have 2 fields, but it has 1");
        assertThat(cli.run("eval", "templates", "open.csv").exits(2).err()).contains("open.csv", "row 2");
        assertThat(cli.run("eval", "templates", "none.csv").exits(2).err()).contains("none.csv", "at least one");
        assertThat(cli.run("eval", "templates", "empty.csv").exits(2).err()).contains("empty.csv:1:");
        assertThat(cli.run("eval", "templates", "absent.csv").exits(3).err()).contains("absent.csv");
        assertThat(cli.run("eval", "templates", "folder").exits(3).err()).contains("folder");
        assertThat(cli.run("eval", "templates").exits(2).err()).contains("DIR_OR_FILE");
    }
}

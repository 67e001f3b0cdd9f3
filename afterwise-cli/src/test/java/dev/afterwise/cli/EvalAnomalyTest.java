package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalAnomalyTest {
    private static final String HEAD = "timestamp,value\n";

    @TempDir
    Path folder;

    @Test
    void writesAScoreForEachValueOfEachFile() throws IOException {
        Files.createDirectories(folder.resolve("in/cpu"));
        Cli cli = new Cli(folder)
                .write("in/cpu/a.csv", HEAD + noise(300))
                .write("in/b.csv", "value,timestamp\n3.50,2024-01-01T00:00:00Z\n,2024-01-01 00:05:00.250\n")
                .write("in/windows.json", "{}");
        var answer = cli.json("eval", "anomaly", "in", "--out", "out").exits(0);
        assertThat(answer.json())
                .containsOnlyKeys("schema", "files")
                .containsEntry("schema", "afterwise.eval.anomaly/v1");
        assertThat(answer.rows("files")).extracting(row -> row.get("file")).containsExactly("b.csv", "cpu/a.csv");
        assertThat(answer.rows("files").getFirst())
                .containsOnlyKeys("file", "n", "surprises", "greatest")
                .containsEntry("n", number("2"))
                .containsEntry("surprises", number("0"));
        assertThat(folder.resolve("out/b.csv")).hasContent("""
                        timestamp,value,anomaly_score
                        2024-01-01T00:00:00Z,3.50,0.000000000000
                        2024-01-01 00:05:00.250,,0.000000000000
                        """);
        assertThat(Files.readAllLines(folder.resolve("out/cpu/a.csv")))
                .hasSize(301)
                .element(300)
                .asString()
                .startsWith("2024-01-02 00:55:00,90.0,0.9");
    }

    @Test
    void doesNotLookAhead() throws IOException {
        String all = noise(300);
        Cli cli = new Cli(folder)
                .write("all.csv", HEAD + all)
                .write(
                        "some.csv",
                        HEAD + String.join("\n", all.lines().limit(200).toList()) + "\n");
        cli.run("eval", "anomaly", "all.csv", "--out", "out").exits(0);
        cli.run("eval", "anomaly", "some.csv", "--out", "out").exits(0);
        assertThat(Files.readAllLines(folder.resolve("out/some.csv")))
                .isEqualTo(Files.readAllLines(folder.resolve("out/all.csv")).subList(0, 201));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        Cli cli = new Cli(folder)
                .write("other.csv", "message,template\na,b\n")
                .write("time.csv", HEAD + "yesterday,1\n")
                .write("value.csv", HEAD + "2024-01-01 00:00:00,many\n")
                .write("none.csv", HEAD);
        assertThat(cli.run("eval", "anomaly", "other.csv").exits(2).err()).contains("other.csv:1:", "'timestamp'");
        assertThat(cli.run("eval", "anomaly", "time.csv").exits(2).err()).contains("time.csv", "(yesterday) in row 2");
        assertThat(cli.run("eval", "anomaly", "value.csv").exits(2).err()).contains("value.csv", "(many) in row 2");
        assertThat(cli.run("eval", "anomaly", "none.csv").exits(2).err()).contains("none.csv", "at least one");
        assertThat(cli.run("eval", "anomaly", "absent").exits(3).err()).contains("absent");
        assertThat(cli.run("eval", "anomaly", "folder").exits(3).err()).contains("folder");
        assertThat(cli.run("eval", "anomaly", ".", "--out", "out").exits(2).err())
                .contains("outside");
        assertThat(cli.run("eval", "anomaly").exits(2).err()).contains("DIR_OR_FILE");
    }

    /** The last value is far from all others. */
    private static String noise(int count) {
        var random = new SplittableRandom(5);
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double value = i == count - 1 ? 90 : 10 + Math.round(10 * random.nextGaussian()) / 10.0;
            text.append("2024-01-%02d %02d:%02d:00,%s%n".formatted(1 + i / 288, i / 12 % 24, i % 12 * 5, value));
        }
        return text.toString();
    }
}

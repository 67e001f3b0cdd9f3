package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalChangepointsTest {
    @TempDir
    Path folder;

    private static String series(String name, int change) {
        var random = new SplittableRandom(7);
        String values = IntStream.range(0, 100)
                .mapToObj(i -> i == 3 ? "null" : Double.toString((i < change ? 0 : 9) + random.nextGaussian()))
                .collect(Collectors.joining(", "));
        return "{\"name\": \"%s\", \"values\": [%s]}".formatted(name, values);
    }

    @Test
    void saysWhereEachSeriesChanges() {
        var cli = new Cli(folder).write("one.json", series("one", 41)).write("two.json", series("two", 100));
        assertThat(cli.json("eval", "changepoints", "one.json", "two.json")
                        .exits(0)
                        .json())
                .containsOnlyKeys("schema", "one", "two")
                .containsEntry("one", List.of(number("41")))
                .containsEntry("two", List.of());
        assertThat(cli.run("eval", "changepoints", "one.json").exits(0).out()).contains("one", "100", "41");
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        var cli = new Cli(folder)
                .write("text.json", "values")
                .write("none.json", "{\"name\": \"a\"}")
                .write("bad.json", "{\"name\": \"a\", \"values\": [1, \"x\"]}");
        assertThat(cli.run("eval", "changepoints", "text.json").exits(2).err()).contains("must be a JSON object");
        assertThat(cli.run("eval", "changepoints", "none.json").exits(2).err())
                .contains("must have a list of 'values'");
        assertThat(cli.run("eval", "changepoints", "bad.json").exits(2).err()).contains("number 2 is neither");
        cli.run("eval", "changepoints", "missing.json").exits(3);
    }
}

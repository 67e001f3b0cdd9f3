package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int MANY = 1_200;

    @TempDir
    Path folder;

    /** Four of five fail where the complexity is above 7, one of ten otherwise. */
    private Cli worked() {
        var random = new SplittableRandom(5);
        var lines = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            int complexity = 1 + random.nextInt(10);
            boolean fails = random.nextInt(10) < (complexity > 7 ? 8 : 1);
            lines.append("""
                    {"task":"mail","agent":"%s","started":"%s","duration_ms":%d,"complexity":%d,"outcome":"%s"%s}
                    """.formatted(
                            random.nextBoolean() ? "ada" : "ben",
                            START.plusSeconds(2_000L * i),
                            500 + random.nextInt(1_000),
                            complexity,
                            fails ? "failed" : "succeeded",
                            fails ? ",\"error\":{\"type\":\"TimeoutException\",\"message\":\"no answer\"}" : ""));
        }
        var cli = new Cli(folder).write("worked.jsonl", lines.toString());
        cli.run("import", "worked.jsonl").exits(0);
        return cli;
    }

    @Test
    void saysUnderWhichConditionMostFail() {
        var cli = worked();

        var result = cli.json("patterns", "--type", "failure_cause").exits(0);

        assertThat(result.json())
                .containsEntry("schema", "afterwise.patterns/v1")
                .containsEntry("executions", number("1200"));
        Map<String, Object> cause = result.rows("patterns").getFirst();
        assertThat(cause)
                .containsEntry("type", "failure_cause")
                .containsEntry("condition", "complexity > 7")
                .containsEntry(
                        "conditions", List.of(Map.of("column", "complexity", "operator", ">", "value", number("7"))));
        assertThat(cause).containsKeys("p_value", "confidence", "lift", "effect", "with", "without", "sentence");
        assertThat(cause).extractingByKey("examples", LIST).hasSize(5);
        assertThat(cli.run("patterns").exits(0).out())
                .contains("complexity > 7", "points less", "things were looked at", "Most of them begin from");
    }

    @Test
    void showsOnlyWhatIsAskedFor() {
        var cli = worked();

        assertThat(cli.json("patterns", "--type", "temporal,sequential")
                        .exits(0)
                        .rows("patterns"))
                .isEmpty();
        assertThat(cli.json("patterns", "--limit", "1").exits(0).rows("patterns"))
                .hasSize(1);
        assertThat(cli.json("patterns", "--complexity", "<=7").exits(0).rows("patterns"))
                .isEmpty();
        assertThat(cli.json("patterns", "--agent", "ada", "--zone", "Asia/Tokyo")
                        .exits(0)
                        .rows("patterns"))
                .isNotEmpty();
    }

    @Test
    void ofTooFewNothingIsSaid() {
        assertThat(new Cli(folder).run("patterns").exits(6).out()).contains("There is no history yet");
        var cli = Sample.imported(new Cli(folder));
        assertThat(cli.run("patterns", "--task", "report").exits(6).out()).contains("not enough history");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            patterns --min-confidence 2      | --min-confidence must be from 0 to 1
            patterns --limit 0               | --limit must be 1 or more
            patterns --zone Nowhere          | --zone must be a time zone
            patterns --type weather          | weather
            patterns --days 0                | --days must be from 1
            patterns --days 7 --since 7d     | --days must not be combined
            patterns --text mail             | --text can't be used here
            patterns --status failed         | --status can't be used here
            """)
    void refusesWhatItCanNotDo(String command, String expected) {
        assertThat(Sample.imported(new Cli(folder))
                        .run(command.split(" "))
                        .exits(2)
                        .err())
                .contains(expected);
    }
}

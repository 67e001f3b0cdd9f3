package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarTest {
    @TempDir
    Path folder;

    private Cli described() {
        var lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            boolean isPlain = i % 2 == 0;
            lines.append("""
                    {"task":"billing","agent":"%s","started":"2026-01-%02dT08:00:00Z","duration_ms":%d,"outcome":"%s",\
                    "description":"refund invoice %d of ACME"%s,"attributes":{"country":"%s"}}
                    """.formatted(
                    isPlain ? "alpha" : "beta",
                    i % 28 + 1,
                    2_000 + 10 * i,
                    isPlain || i % 6 == 1 ? "succeeded" : "failed",
                    i % 3,
                    isPlain || i % 6 == 1 ? "" : ",\"error\":{\"type\":\"TimeoutException\",\"message\":\"no answer\"}",
                    i % 5 == 0 ? "de" : "fr"));
        }
        var cli = Sample.imported(new Cli(folder)).write("billing.jsonl", lines.toString());
        cli.run("import", "billing.jsonl").exits(0);
        return cli;
    }

    @Test
    void saysWhatToExpectAndWhatHelpsInWordsAlikeOnes() {
        var cli = described();
        var result = cli.json("similar", "please refund an invoice of ACME").exits(0);
        assertThat(result.json())
                .containsEntry("schema", "afterwise.similar/v1")
                .containsEntry("executions", number("60"));
        assertThat(result.rows("practices"))
                .extracting(each -> each.get("condition"))
                .contains("agent=alpha");
        assertThat(result.rows("risks"))
                .extracting(each -> each.get("condition"))
                .contains("agent=beta");
        assertThat(result.rows("troubles"))
                .singleElement()
                .satisfies(each ->
                        assertThat(each).containsEntry("class", "timeout").containsEntry("count", number("20")));
        assertThat(result.rows("estimates"))
                .extracting(each -> each.get("figure"))
                .contains("success", "duration");
        assertThat(result.json()).extractingByKey("replayed", MAP).containsKey("usual_error");
        assertThat(cli.run("similar", "refund invoice", "--like", "0.2")
                        .exits(0)
                        .out())
                .contains("Best practices", "Risk factors", "What went wrong", "The likest");
    }

    @Test
    void findsByCircumstancesWhereNothingIsDescribed() {
        var cli = described();
        var result =
                cli.json("similar", "--task", "billing", "--attr", "country=de").exits(0);
        assertThat(result.json()).containsEntry("executions", number("12"));
        assertThat(cli.run("similar", "--task", "email").exits(0).out()).contains("agent=beta");
    }

    @Test
    void ofTooFewNothingIsSaid() {
        assertThat(described().run("similar", "monthly figures").exits(6).out()).contains("too little that is like it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            similar                             | neither
            similar --task email --attr files>7 | --attr must be NAME=VALUE
            similar --task email --like 2       | --like must be above 0
            similar ...                         | must hold a word
            """)
    void refusesWhatItCanNotCompare(String command, String expected) {
        assertThat(new Cli(folder).run(command.split(" ")).exits(2).err()).contains(expected);
    }
}

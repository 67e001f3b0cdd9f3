package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThresholdsTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void declareThem() throws IOException {
        Files.writeString(
                folder.resolve("afterwise.yaml"), "thresholds:\n  hard: complexity > 9\n  big: files > 100\n");
        cli = new Cli(folder);
    }

    private void importWorkThatFailsAboveSix() throws IOException {
        var random = new SplittableRandom(8);
        var lines = new StringBuilder();
        Instant at = Instant.parse("2026-01-05T00:00:00Z");
        for (int i = 0; i < 400; i++) {
            int complexity = 1 + random.nextInt(10);
            boolean works = random.nextDouble() < (complexity > 6 ? .2 : .95);
            lines.append("""
                    {"task":"tests","started":"%s","duration_ms":%d,"complexity":%d,"outcome":"%s"}
                    """.formatted(
                    at.plus(Duration.ofMinutes(37L * i)), 1_000 + i, complexity, works ? "succeeded" : "failed"));
        }
        Path file = Files.writeString(folder.resolve("history.jsonl"), lines);
        cli.run("import", file.toString()).exits(0);
    }

    @Test
    void aNewPlaceIsRecommendedWithWhatItBringsAndHoldsWhenItIsApproved() throws IOException {
        importWorkThatFailsAboveSix();
        var found = cli.json("thresholds", "recommend").exits(0);
        assertThat(found.rows("recommendations"))
                .singleElement(MAP)
                .containsEntry("status", "proposed")
                .extractingByKey("change", MAP)
                .containsEntry("kind", "move_threshold")
                .containsEntry("name", "hard")
                .hasEntrySatisfying("above", above -> assertThat(above).hasToString("6"));
        assertThat(cli.run("thresholds", "recommend", "hard").exits(0).out())
                .contains("move the threshold 'hard' to 6", "fail", "to be measured", "recommendations approve");
        assertThat(cli.run("thresholds", "recommend", "big").exits(6).out()).isNotEmpty();
        assertThat(cli.json("thresholds", "show", "hard").exits(0).rows("bands"))
                .hasSize(10);
    }

    @Test
    void aPersonMayMoveAThresholdAndPutItBack() {
        assertThat(cli.json("thresholds").exits(0).rows("thresholds")).hasSize(2);
        assertThat(cli.run("thresholds", "set", "hard", "5").exits(0).out()).contains("complexity > 5", "was 9");
        assertThat(cli.json("thresholds", "list").exits(0).rows("thresholds"))
                .last(MAP)
                .containsEntry("rule", "complexity > 5")
                .containsEntry("declared", "complexity > 9");
        assertThat(cli.run("thresholds", "reset", "hard").exits(0).out()).contains("complexity > 9", "was 5");
        assertThat(cli.run("thresholds", "set", "heavy", "5").exits(3).err()).contains("big, hard");
        assertThat(cli.run("thresholds", "set", "hard", "abc").exits(2).err())
                .contains("it must be a number, but it is (abc).");
        assertThat(cli.run("thresholds", "set", "hard", "NaN").exits(2).err()).contains("finite");
        assertThat(cli.run("thresholds", "show", "hard").exits(6).out()).contains("complexity");
    }
}

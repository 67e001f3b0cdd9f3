package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void history() {
        cli = new Cli(folder).write("history.jsonl", lines(600));
    }

    /** Alpha succeeds in 90 % and takes about 10 s; beta in 30 %, and takes about 40 s. */
    private static String lines(int count) {
        var random = new SplittableRandom(5);
        var lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            boolean isAlpha = random.nextBoolean();
            lines.append("""
                    {"task":"send","agent":"%s","started":"2026-01-01T%02d:%02d:00Z","duration_ms":%d,"outcome":"%s",\
                    "cost_usd":%s,"attributes":{"region":"%s"}}
                    """.formatted(
                            isAlpha ? "alpha" : "beta",
                            i / 60,
                            i % 60,
                            (isAlpha ? 10_000 : 40_000) + random.nextInt(2_000),
                            random.nextDouble() < (isAlpha ? .9 : .3) ? "succeeded" : "failed",
                            isAlpha ? "0.01" : "0.03",
                            random.nextBoolean() ? "eu" : "us"));
        }
        return lines.toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> member(Map<String, Object> json, String name) {
        return (Map<String, Object>) Objects.requireNonNull(json.get(name));
    }

    private static double number(Map<String, Object> json, String name) {
        return ((BigDecimal) Objects.requireNonNull(json.get(name))).doubleValue();
    }

    @Test
    void aHistoryIsPredictedAsItWasLived() {
        Map<String, Object> json =
                cli.json("eval", "predict", "history.jsonl").exits(0).json();
        assertThat(json).containsKeys("rows", "chosen", "models").containsEntry("chosen", "afterwise");
        @SuppressWarnings("unchecked")
        var models = (List<Map<String, Object>>) Objects.requireNonNull(json.get("models"));
        assertThat(models)
                .extracting(each -> each.get("name"))
                .startsWith("base_rate", "arm_rate")
                .endsWith("afterwise");
        assertThat(models)
                .allSatisfy(each -> assertThat(each).containsKeys("auc", "brier", "log_loss", "calibration_error"));
        assertThat(number(models.getLast(), "auc")).isGreaterThan(.75);
    }

    @Test
    void theOwnHistoryIsPredictedLikewise() {
        cli.run("import", "history.jsonl").exits(0);
        Map<String, Object> file =
                cli.json("eval", "predict", "history.jsonl").exits(0).json();
        Map<String, Object> store = cli.json("eval", "predict").exits(0).json();
        assertThat(store).containsEntry("models", file.get("models"));
    }

    @Test
    void whatWasReportedTwiceIsCountedOnceAloud() {
        cli.run("import", "history.jsonl").exits(0);
        assertThat(cli.run("eval", "predict").exits(0).out()).doesNotContain("counted once");
        // The same executions, reported under other ids.
        var again = new StringBuilder();
        List<String> lines = lines(30).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            again.append("{\"id\":\"again-%d\",".formatted(i))
                    .append(lines.get(i).substring(1))
                    .append('\n');
        }
        cli.write("again.jsonl", again.toString()).run("import", "again.jsonl").exits(0);
        Map<String, Object> json = cli.json("eval", "predict").exits(0).json();
        assertThat(number(json, "repeats")).isEqualTo(30);
        assertThat(cli.run("eval", "predict").exits(0).out())
                .contains("30 outcomes were reported more than once, and counted once.");
    }

    @Test
    void workIsPredictedBeforeItIsDone() {
        cli.run("import", "history.jsonl").exits(0);
        Map<String, Object> json = cli.json("predict", "send", "--agent", "beta", "--attribute", "region=eu")
                .exits(0)
                .json();
        assertThat(number(member(json, "success"), "rate")).isBetween(.2, .45);
        assertThat(member(json, "skill")).containsEntry("better", true);
        assertThat(member(json, "duration")).containsKeys("p10_ms", "p50_ms", "p90_ms");
        assertThat(number(member(json, "cost"), "mean_usd")).isBetween(.02, .04);
        assertThat(Objects.requireNonNull(json.get("risks")).toString()).contains("agent=beta");
        assertThat(cli.run("predict", "send", "--agent", "beta").exits(0).out()).contains("agent=beta");
    }

    @Test
    void whatIsNotNamedIsAveragedOverAloud() {
        cli.run("import", "history.jsonl").exits(0);
        Map<String, Object> averaged =
                member(cli.json("predict", "send").exits(0).json(), "averaged_over");
        assertThat(Objects.requireNonNull(averaged.get("names")).toString()).contains("agent", "attributes.region");
        assertThat(cli.run("predict", "send", "--agent", "beta").exits(0).out())
                .contains("Averaged over region of 200 executions of the same task and agent; name it to know more.");
        assertThat(cli.run("predict", "send", "--agent", "beta", "--attr", "region=eu")
                        .exits(0)
                        .out())
                .doesNotContain("Averaged over");
    }

    @Test
    void whatNobodyHasSeenIsNamed() {
        cli.run("import", "history.jsonl").exits(0);
        assertThat(cli.run("predict", "send", "--agent", "betta", "--attr", "zone=eu")
                        .exits(0)
                        .out())
                .contains("Nobody has seen the agent 'betta'; did you mean 'beta'?", "the attribute 'zone'.");
    }

    @Test
    void withoutHistoryNothingIsPredicted() {
        cli.run("predict", "send").exits(6);
        cli.write("few.jsonl", lines(5)).run("eval", "predict", "few.jsonl").exits(6);
        cli.run("eval", "predict", "missing.jsonl").exits(3);
        cli.run("predict", "send", "--attribute", "nonsense").exits(2);
    }
}

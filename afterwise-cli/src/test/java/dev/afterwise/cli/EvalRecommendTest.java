package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalRecommendTest {
    @TempDir
    Path folder;

    /** Pieces of work in two languages, and two models, of which each is good at one of them by so much. */
    private static String history(int pieces, double better) {
        var random = new SplittableRandom(5);
        var lines = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            String language = i % 2 == 0 ? "java" : "rust";
            for (String model : List.of("java-model", "rust-model")) {
                double chance = model.startsWith(language) ? .5 + better : .5 - better;
                lines.append("""
                        {"task":"fix","model":"%s","started":"2026-01-01T00:00:00Z","outcome":"%s","cost_usd":0.5,\
                        "attributes":{"instance":"%d","language":"%s"}}
                        """.formatted(model, random.nextDouble() < chance ? "succeeded" : "failed", i, language));
            }
        }
        return lines.toString();
    }

    @SuppressWarnings("unchecked")
    private static double reward(Map<String, Object> json, String policy) {
        var policies = (List<Map<String, Object>>) Objects.requireNonNull(json.get("policies"));
        return policies.stream()
                .filter(each -> policy.equals(each.get("name")))
                .map(each -> number(each, "reward_all"))
                .findFirst()
                .orElseThrow();
    }

    private static double number(Map<String, Object> json, String key) {
        return ((BigDecimal) Objects.requireNonNull(json.get(key))).doubleValue();
    }

    private Map<String, Object> replayed(String history) {
        return new Cli(folder)
                .write("history.jsonl", history)
                .json(
                        "eval",
                        "recommend",
                        "history.jsonl",
                        "--arm",
                        "model",
                        "--instance",
                        "attributes.instance",
                        "--context",
                        "attributes.language",
                        "--seeds",
                        "1")
                .exits(0)
                .json();
    }

    @Test
    void choosingByTheWorkPaysWhereModelsSuitDifferentWork() {
        Map<String, Object> json = replayed(history(3_000, .35));
        assertThat(json)
                .containsKeys("steps", "best_fixed", "oracle", "policies")
                .containsEntry("abstained", false);
        assertThat(reward(json, "afterwise"))
                .isGreaterThan(.75)
                .isGreaterThan(reward(json, "thompson") + .15)
                .isGreaterThan(reward(json, "random") + .15);
    }

    @Test
    void abstainsWhereTheWorkSaysNothing() {
        Map<String, Object> json = replayed(history(3_000, 0));
        assertThat(json).containsEntry("abstained", true);
        assertThat(reward(json, "afterwise")).isGreaterThan(.99 * number(json, "best_fixed"));
    }

    @Test
    void saysWhatIsMissing() {
        var cli = new Cli(folder).write("history.jsonl", history(3, 0)).write("bad.jsonl", "{\"task\":1}\n");
        assertThat(cli.run("eval", "recommend", "history.jsonl", "--arm", "agent", "--instance", "task")
                        .exits(6)
                        .out())
                .contains("there is none");
        cli.run("eval", "recommend", "missing.jsonl", "--arm", "model", "--instance", "task")
                .exits(3);
        cli.run("eval", "recommend", "bad.jsonl", "--arm", "model", "--instance", "task")
                .exits(2);
        cli.run("eval", "recommend", "history.jsonl", "--arm", "colour", "--instance", "task")
                .exits(2);
        cli.run("eval", "recommend", "history.jsonl", "--arm", "model", "--instance", "colour")
                .exits(2);
    }
}

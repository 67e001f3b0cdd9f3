package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyTest {
    private static final String RULES = "cache permanent:\n    says moon is full\n";

    @TempDir
    Path folder;

    @Test
    void saysWhatAFailureIsWhyAndWhatMayHelp() {
        var result = new Cli(folder)
                .run("heal", "classify", "--message", "Too many requests, slow down", "--status", "429")
                .exits(0);
        assertThat(result.out())
                .contains("rate_limit", "transient", "it says \"Too many requests\" (built-in rules, line ")
                .contains("retry", "0.85", "fallback", "nothing of it was measured");

        var json = new Cli(folder)
                .json("heal", "classify", "--type", "java.net.ConnectException", "--message", "Connection refused")
                .exits(0);
        assertThat(json.json())
                .containsEntry("schema", "afterwise.heal.classify/v1")
                .containsEntry("class", "connection")
                .containsEntry("transience", "transient")
                .containsEntry("transient", true)
                .containsEntry("severity", "medium")
                .containsEntry("ground", "rule");
        assertThat(json.rows("strategies").getFirst()).isEqualTo(Map.of("strategy", "retry", "prior", number("0.85")));
    }

    @Test
    void readsTheMessageFromStandardInput() {
        var cli = new Cli(folder).input("bash: jqq: command not found\n");
        assertThat(cli.json("heal", "classify").exits(0).json()).containsEntry("class", "not_found");
        assertThat(cli.json("heal", "classify", "--message", "-", "--exit", "1")
                        .exits(0)
                        .json())
                .containsEntry("class", "not_found");
        assertThat(cli.json("heal", "classify", "--exit", "137").exits(0).json())
                .containsEntry("class", "resource_exhausted");
    }

    @Test
    void rulesOfAFileComeFirst() {
        var cli = new Cli(folder).write("my.rules", RULES).write("bad.rules", "cash permanent:\n  says x\n");
        assertThat(cli.json("heal", "classify", "--message", "the moon is full", "--rules", "my.rules")
                        .exits(0)
                        .json())
                .containsEntry("class", "cache")
                .containsEntry("because", "it says \"moon is full\" (my.rules, line 2)");
        assertThat(cli.run("heal", "classify", "--message", "x", "--rules", "bad.rules")
                        .exits(2)
                        .err())
                .contains("bad.rules:1: a class of failure must be one of ");
        assertThat(cli.run("heal", "classify", "--message", "x", "--rules", "none.rules")
                        .exits(3)
                        .err())
                .contains("none.rules");
        assertThat(cli.run("heal", "classify", "--message", "x", "--rules", ".")
                        .exits(2)
                        .err())
                .contains("folder");
    }

    @Test
    void rulesThatTheConfigurationNamesHoldForCommandsAndPlans() {
        var cli = new Cli(folder)
                .write("my.rules", RULES)
                .write("afterwise.yaml", "rules: my.rules")
                .write("plan.yaml", """
                        version: 1
                        name: moonstruck
                        steps:
                          - id: howl
                            run: [sh, -c, "echo 'the moon is full' >&2; exit 1"]
                        """);

        assertThat(cli.json("heal", "classify", "--message", "the moon is full")
                        .exits(0)
                        .json())
                .containsEntry("class", "cache");
        cli.run("run", "plan.yaml").exits(1);
        assertThat(cli.run("history", "errors").exits(0).out()).contains("cache");
        cli.write("afterwise.yaml", "rules: none.rules");
        assertThat(cli.run("heal", "classify", "--message", "x").exits(3).err()).contains("none.rules");
    }

    @Test
    void countsHowOftenItIsRight() {
        var cli = new Cli(folder).write("known.jsonl", """
            {"message":"Connection refused","type":"","class":"connection","transient":true}
            {"message":"Read timed out","class":"timeout","transient":true,"source":"somewhere"}

            {"message":"Permission denied","exit":126,"class":"permission","transient":false}
            {"message":"","status":503,"class":"permission","transient":false}
            """);
        var json = cli.json("eval", "classify", "known.jsonl").exits(0).json();
        assertThat(json).containsOnlyKeys("schema", "n", "accuracy", "transient_precision", "confusion");
        assertThat(json)
                .containsEntry("n", number("4"))
                .containsEntry("accuracy", number("0.75"))
                .containsEntry("transient_precision", number("0.666667"))
                .containsEntry(
                        "confusion",
                        Map.of(
                                "timeout", Map.of("timeout", number("1")),
                                "permission", Map.of("permission", number("1"), "unavailable", number("1")),
                                "connection", Map.of("connection", number("1"))));
        assertThat(cli.run("eval", "classify", "known.jsonl").exits(0).out())
                .contains("75 % (30 to 95)", "the HTTP status is 503");
        assertThat(new Cli(folder)
                        .input("")
                        .json("eval", "classify", "-")
                        .exits(0)
                        .json())
                .containsEntry("n", number("0"))
                .containsEntry("accuracy", null);
    }

    @Test
    void badLinesAreToldByNumberAndNothingIsCounted() {
        var cli = new Cli(folder).write("bad.jsonl", """
            {"message":"x","class":"timeout","transient":true}
            {"message":"x"}
            {"message":"x","class":"time_out"}
            {"message":"x","class":"timeout","transient":"yes"}
            {"message":7,"class":"timeout"}
            {"message":"x","class":"timeout","status":"many"}
            nonsense
            """);
        var result = cli.run("eval", "classify", "bad.jsonl").exits(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("bad.jsonl:2: 'class' must be given", "bad.jsonl:3: 'class' must be one of ", "'timeout'?")
                .contains("bad.jsonl:4: 'transient' must be true or false", "bad.jsonl:5: 'message' must be text")
                .contains("bad.jsonl:6: 'status' must be a whole number", "bad.jsonl:7:");
        assertThat(cli.json("eval", "classify", "bad.jsonl").exits(2).error())
                .containsEntry("schema", "afterwise.error/v1");
        assertThat(cli.run("eval", "classify", "none.jsonl").exits(3).err()).contains("none.jsonl");
        assertThat(cli.run("eval", "classify").exits(2).err()).contains("FILE");
    }

    @Test
    void whatNoRuleKnowsIsWhatTheHistorySaysOfIt() {
        String line =
                "{\"task\":\"tides\",\"started\":\"2026-01-01T08:00:0%dZ\",\"outcome\":\"failed\",\"error\":{\"type\":\"Moon\",\"message\":\"%s\"}}\n";
        var cli = new Cli(folder);
        assertThat(cli.json("heal", "classify", "--type", "Moon", "--message", "the moon is full")
                        .exits(0)
                        .json())
                .containsEntry("class", "unknown")
                .containsEntry("ground", "nothing")
                .doesNotContainKey("hints");
        assertThat(cli.store()).doesNotExist();

        cli.write("tides.jsonl", line.formatted(1, "the moon is full") + line.formatted(2, "the moon is full"));
        cli.run("import", "tides.jsonl").exits(0);
        assertThat(cli.json("heal", "classify", "--type", "Moon", "--message", "the moon is full")
                        .exits(0)
                        .json())
                .as("an unknown failure is no precedent")
                .containsEntry("ground", "nothing");
    }
}

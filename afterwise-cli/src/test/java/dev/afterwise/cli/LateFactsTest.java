package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.groups.Tuple.tuple;

import dev.afterwise.Afterwise;
import dev.afterwise.ExecutionId;
import dev.afterwise.Metric;
import dev.afterwise.Money;
import dev.afterwise.Parent;
import dev.afterwise.Profile;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded from Java, as the command shows it and people add to it. */
class LateFactsTest {
    private static final Parent PARENT = new Parent(ExecutionId.of("elsewhere"), StepId.of(3));

    @TempDir
    Path folder;

    private Cli cli;
    private ExecutionId id;

    @BeforeEach
    void record() throws Exception {
        cli = new Cli(folder);
        Files.createDirectories(cli.store().getParent());
        try (var afterwise = Afterwise.open(cli.store())) {
            id = afterwise.run(Profile.of("support"), PARENT, run -> {
                run.description("Answers a customer")
                        .subject("ticket-7")
                        .conversation("thread-3")
                        .input("Where?")
                        .output("There.");
                run.phase("answer", Duration.ofSeconds(2), () -> {
                    run.tool("find", "{\"id\": 7}", () -> "order 7");
                    run.model("small", () -> run.usage(new Usage(100, 20, 80, Money.dollars("0.01"), 1)));
                    return afterwise.run("inner", inner -> inner.id());
                });
                return run.unknown().id();
            });
            afterwise.sample(Metric.LATENCY, "db", 12);
            afterwise.sample(Metric.LATENCY, "db", 14);
            afterwise.sample(Metric.of("queue", "1"), 7);
        }
    }

    private Map<String, Object> shown() {
        return cli.json("history", "show", id.hex()).exits(0).json();
    }

    @Test
    void showsWhatTheExecutionWasAboutForWhomAndWhatWasMadeOnItsBehalf() {
        Map<String, Object> whole = shown();
        assertThat(whole)
                .containsEntry("description", "Answers a customer")
                .containsEntry("subject", "ticket-7")
                .containsEntry("conversation", "thread-3")
                .containsEntry("outcome", "unknown");
        assertThat(whole)
                .extractingByKey("parent", MAP)
                .containsEntry("execution", PARENT.execution().hex())
                .containsEntry("step", "0000000000000003");
        assertThat(whole).extractingByKey("input", MAP).containsEntry("json", "\"Where?\"");
        assertThat(whole).extractingByKey("output", MAP).containsEntry("truncated", false);
        assertThat(whole)
                .extractingByKey("children", LIST)
                .singleElement(MAP)
                .containsEntry("task", "inner")
                .containsEntry("step", "0000000000000001");
        String text = cli.run("history", "show", id.hex()).exits(0).out();
        assertThat(text).contains("ticket-7", PARENT.execution().hex(), "inner", "ON BEHALF OF");
    }

    @Test
    void showsWhatEachStepWasGivenSpentAndCameTo() {
        var steps = cli.json("history", "show", id.hex()).rows("steps");
        assertThat(steps.get(0)).containsEntry("estimate_ms", number("2000"));
        assertThat(steps.get(1)).extractingByKey("arguments", MAP).containsEntry("json", "\"{\\\"id\\\": 7}\"");
        assertThat(steps.get(1))
                .extractingByKey("attempts", LIST)
                .singleElement(MAP)
                .extractingByKey("result", MAP)
                .containsEntry("json", "\"order 7\"");
        assertThat(steps.get(2))
                .extractingByKey("attempts", LIST)
                .singleElement(MAP)
                .containsEntry("input_tokens", number("100"))
                .containsEntry("cached_tokens", number("80"))
                .containsEntry("cost_usd", number("0.01"))
                .containsEntry("api_calls", number("1"));
    }

    @Test
    void whatAPersonSaysOfTheOutcomeCountsForMoreThanTheEnd() {
        assertThat(cli.json("history", "outcome", id.hex().substring(0, 20), "failed", "--message", "timed out")
                        .exits(0)
                        .json())
                .containsEntry("outcome", "failed")
                .extractingByKey("error", MAP)
                .containsEntry("class", "timeout");
        assertThat(shown()).containsEntry("outcome", "failed");

        cli.run("history", "outcome", id.hex(), "succeeded").exits(0);
        assertThat(shown()).containsEntry("outcome", "succeeded").containsEntry("error", null);
        cli.run("history", "outcome", id.hex(), "cancelled", "--message", "enough")
                .exits(0);
        assertThat(shown()).extractingByKey("error", MAP).containsEntry("message", "enough");
    }

    @Test
    void ratingsArePlacedBesideEachOtherAndReplacedByTheSame() {
        cli.run("history", "rate", id.hex(), "bad", "--by", "ann").exits(0);
        cli.run("history", "rate", id.hex(), "4", "--by", "bob", "--note", "quick\u001b[31m")
                .exits(0);
        assertThat(cli.json("history", "rate", id.hex(), "good", "--by", "ann")
                        .exits(0)
                        .json())
                .containsEntry("score", number("1"));

        assertThat(cli.json("history", "show", id.hex()).rows("ratings"))
                .extracting(row -> row.get("by"), row -> row.get("score"))
                .containsExactly(tuple("ann", number("1")), tuple("bob", number("0.75")));
        assertThat(cli.run("history", "show", id.hex()).out()).contains("bob").doesNotContain("\u001b");
    }

    @Test
    void whatIsNoRatingOrOutcomeIsRefused() {
        assertThat(cli.run("history", "rate", id.hex(), "6").exits(2).err()).contains("from 1 to 5", "(6)");
        assertThat(cli.run("history", "outcome", id.hex(), "running").exits(2).err())
                .contains("(running)");
        assertThat(cli.run("history", "outcome", id.hex(), "succeeded", "--message", "x")
                        .exits(2)
                        .err())
                .contains("--message");
        assertThat(cli.run("history", "outcome", "ffffffff", "succeeded")
                        .exits(3)
                        .err())
                .contains("ffffffff");
    }

    @Test
    void aPlanIsRunOnBehalfOfWhomTheEnvironmentNamesAndItsStepsAreToldWhoTheyAre() throws Exception {
        cli.write("plan.yaml", """
                version: 1
                name: traced
                steps:
                  - id: only
                    run: |
                      printf %s "$TRACEPARENT" > told
                """);
        var ran = cli.env("TRACEPARENT", PARENT.traceparent())
                .json("run", "plan.yaml")
                .exits(0);
        var run = new ExecutionId(String.valueOf(ran.json().get("id")));

        assertThat(cli.json("history", "show", run.hex()).json())
                .extractingByKey("parent", MAP)
                .containsEntry("execution", PARENT.execution().hex());
        assertThat(Parent.parse(Files.readString(cli.file("told")))).isEqualTo(new Parent(run, StepId.named("only")));

        cli.env("TRACEPARENT", "00-nonsense").run("run", "plan.yaml").exits(0);
    }

    @Test
    void metricsAreShownAsAWholeAndPeriodByPeriod() {
        assertThat(cli.json("history", "metrics").exits(0).rows("metrics"))
                .extracting(row -> row.get("metric"), row -> row.get("component"), row -> row.get("samples"))
                .containsExactly(tuple("latency", "db", number("2")), tuple("queue", null, number("1")));
        assertThat(cli.json("history", "metrics", "latency", "--by", "day").rows("metrics"))
                .singleElement(MAP)
                .containsEntry("mean", number("13"))
                .containsEntry("unit", "ms");
        assertThat(cli.run("history", "metrics", "cpu").exits(0).out()).contains("No sample matches.");
        assertThat(cli.run("history", "metrics", "--since", "yesterday")
                        .exits(2)
                        .err())
                .contains("yesterday");
        assertThat(cli.run("history", "metrics", "--since", "7d").exits(0).out())
                .contains("latency", "ms");
    }
}

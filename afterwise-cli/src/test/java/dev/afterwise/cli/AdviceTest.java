package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.afterwise.Afterwise;
import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Measurement;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Workspace;
import dev.afterwise.store.Document;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdviceTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void importTheSample() {
        cli = Sample.imported(new Cli(folder));
    }

    @Test
    void trendsAreASeriesWithAVerdictForSuccessAndForDuration() {
        var result = cli.json("trends", "--task", "email", "--by", "day").exits(0);
        assertThat(result.json())
                .containsEntry("schema", "afterwise.trends/v1")
                .containsEntry("by", "day")
                .extractingByKey("success_trend", MAP)
                .containsKeys("verdict", "because", "per_period", "low", "high", "n");
        assertThat(result.rows("series"))
                .hasSize(10)
                .isSortedAccordingTo(
                        (one, other) -> String.valueOf(one.get("start")).compareTo(String.valueOf(other.get("start"))))
                .first()
                .satisfies(day -> assertThat(day)
                        .containsEntry("start", "2026-01-01T00:00:00Z")
                        .containsEntry("executions", number("6"))
                        .extractingByKey("success", MAP)
                        .containsEntry("n", number("6")));
        assertThat(cli.run("trends", "--task", "email").exits(0).out())
                .contains("DAY", "success   ", "Success: ", "Duration: ")
                .containsPattern("[▁▂▃▄▅▆▇█]{10}");
    }

    @Test
    void trendsAreLimitedToTheLastDaysBeforeTheNewestExecution() {
        assertThat(cli.json("trends", "--task", "email", "--by", "day", "--days", "3")
                        .rows("series"))
                .hasSizeBetween(3, 4);
        assertThat(cli.run("trends", "--days", "0").exits(2).err()).contains("--days");
        assertThat(cli.run("trends", "--days", "3", "--since", "2026-01-01")
                        .exits(2)
                        .err())
                .contains("--since");
        assertThat(cli.run("trends", "--by", "month").exits(2).err()).contains("week");
    }

    @Test
    void aTrendOfTooLittleIsCalledThat() {
        assertThat(cli.json("trends", "--task", "report").exits(0).json())
                .extractingByKey("success_trend", MAP)
                .containsEntry("verdict", "not_enough_history");
        assertThat(cli.run("trends", "--task", "report").out()).contains("Success: not enough history");
        assertThat(cli.run("trends", "--task", "nothing").exits(0).out()).contains("not enough history");
    }

    @Test
    void recommendsTheAgentThatSucceedsMoreOften() {
        var result = cli.json("recommend", "email", "--by", "agent").exits(0);
        assertThat(result.json())
                .containsEntry("task", "email")
                .extractingByKey("choices", LIST)
                .singleElement(MAP)
                .containsEntry("dimension", "agent")
                .containsEntry("verdict", "prefer")
                .containsEntry("prefer", "alpha")
                .containsEntry("over", "beta")
                .satisfies(choice -> assertThat(choice)
                        .extractingByKey("candidates", LIST)
                        .first(MAP)
                        .containsEntry("name", "alpha")
                        .containsEntry("executions", number("30")))
                .extractingByKey("evidence", MAP)
                .containsEntry("measure", "success_rate")
                .containsEntry("n", number("60"));
        assertThat(cli.run("recommend", "email").exits(0).out())
                .contains("Take the agent 'alpha'", "Take the model 'small'", "97 %");
        assertThat(cli.run("recommend", "email", "-o", "jsonl").jsonLines())
                .extracting(line -> line.get("dimension"))
                .containsExactly("agent", "model");
    }

    @Test
    void abstainsWhereThereIsNotEnoughHistory() {
        assertThat(cli.json("recommend", "report").exits(6).json())
                .extractingByKey("choices", LIST)
                .singleElement(MAP)
                .containsEntry("verdict", "not_enough_history");
        assertThat(cli.run("recommend", "report").exits(6).out()).contains("There is not enough history");
    }

    @Test
    void guessesWhichTaskWasMeant() {
        assertThat(cli.run("recommend", "emial").exits(3).err()).contains("did you mean 'email'?");
        assertThat(cli.run("recommend", "email", "--by", "task").exits(2).err()).contains("--by");
        assertThat(cli.run("recommend").exits(2).err()).contains("TASK");
    }

    @Test
    void recommendationsAreApprovedAndRolledBack() {
        Recommendation retry = propose(new Change.RetryUpTo(Subject.step("nightly", "fetch"), 3));
        assertThat(cli.json(
                                "recommendations",
                                "approve",
                                "--at-once",
                                retry.id().substring(0, 4))
                        .exits(0)
                        .json())
                .containsEntry("schema", "afterwise.recommendations.approve/v1")
                .containsEntry("id", retry.id())
                .containsEntry("policy_version", number("1"));
        assertThat(cli.json("recommendations").exits(0).json())
                .containsEntry("policy_version", number("1"))
                .extractingByKey("recommendations", LIST)
                .last(MAP)
                .containsEntry("status", "applied")
                .containsEntry("because", "it was seen")
                .containsEntry(
                        "change",
                        Map.of(
                                "kind", "retry_up_to",
                                "subject", Map.of("task", "nightly", "step", "fetch"),
                                "attempts", number("3")));
        assertThat(cli.run("recommendations", "approve", retry.id()).exits(1).err())
                .contains("must not be adopted already to be approved, but it is applied");
        assertThat(cli.run("recommendations", "roll-back", retry.id()).exits(0).out())
                .contains("Rolled back", "nightly / fetch: try up to 3 times", "policy version 2");
        assertThat(cli.run("recommendations", "rollback", retry.id()).exits(1).err())
                .contains("rolled back");
        assertThat(cli.run("recommendations", "list").exits(0).out())
                .contains(retry.id(), "rolled_back", "nightly / fetch: try up to 3 times", "+20 points (10 to 30)");
    }

    @Test
    void whatIsApprovedIsMeasuredOnHalfOfTheRuns() {
        Recommendation retry = propose(new Change.RetryUpTo(Subject.step("nightly", "fetch"), 3));
        assertThat(cli.run("recommendations", "approve", retry.id()).exits(0).out())
                .contains("half of the runs, drawn by chance", "policy version 1");
        assertThat(cli.json("recommendations").exits(0).rows("recommendations"))
                .last(MAP)
                .containsEntry("status", "measuring")
                .extractingByKey("measured", MAP)
                .containsEntry("by", "experiment")
                .containsEntry("effect", null)
                .containsEntry("n", number("0"));
        assertThat(cli.run("recommendations", "show", retry.id()).exits(0).out())
                .contains("measuring", "half of the runs, drawn by chance", "approve");
        assertThat(cli.run("recommendations", "rollback", retry.id(), "--by", "ann", "--because", "too dear")
                        .exits(0)
                        .out())
                .contains("policy version 2");
        assertThat(cli.json("recommendations", "show", retry.id()).exits(0).rows("turns"))
                .extracting(turn -> turn.get("action"))
                .containsExactly("approve", "rollback");
        assertThat(cli.run("recommendations", "show", retry.id()).out())
                .contains("ann took it back: too dear.")
                .containsPattern("rollback +2 +ann +too dear");
        assertThat(cli.run("recommendations").out())
                .contains("broken off by a person")
                .doesNotContain("too little yet");
    }

    @Test
    void saysAloudWhatItsExperimentCannotBeToldApartFrom() {
        cli.run("experiments", "start", "models", "--try", "model=large").exits(0);
        Recommendation small = propose(new Change.PreferModel(Subject.task("nightly"), "small"));
        assertThat(cli.run("recommendations", "approve", small.id()).exits(0).out())
                .contains("It waits", "('models', about everything)", "begins when that is over");
        assertThat(cli.run("recommendations", "approve", small.id(), "--at-once")
                        .exits(0)
                        .out())
                .contains("('models', about everything)", "blurred");
        assertThat(cli.run("experiments", "start", "more", "--task", "nightly", "--try", "model=tiny")
                        .exits(1)
                        .err())
                .contains("must not change the same thing at once");
    }

    @Test
    void whatIsRejectedStaysSo() {
        Recommendation retry = propose(new Change.RetryUpTo(Subject.step("nightly", "fetch"), 3));
        assertThat(cli.run("recommendations", "reject", retry.id()).exits(0).out())
                .contains("Rejected", "not proposed again");
        assertThat(cli.run("recommendations", "reject", retry.id()).exits(1).err())
                .contains("but it is rejected");
        assertThat(cli.json("recommendations").exits(0).rows("recommendations"))
                .last(MAP)
                .containsEntry("status", "rejected");
    }

    @Test
    void whatWasMeasuredIsComparedWithWhatWasPromised() {
        assertThat(cli.json("recommendations", "calibration").exits(6).json()).containsEntry("calibration", List.of());
        Recommendation retry = propose(new Change.RetryUpTo(Subject.step("nightly", "fetch"), 3));
        var realised = new Evidence(400, Measure.SUCCESS_RATE, .12, .04, .2, Double.NaN, List.of());
        var measurement = new Measurement(Instant.EPOCH, Instant.EPOCH, "12ab34cd", realised, "It is better.");
        try (var store = Afterwise.store(cli.store())) {
            store.workspace(Workspace.DEFAULT)
                    .ledger()
                    .write(Map.of(
                            new Document.Advised(
                                    retry.with(Recommendation.Status.KEPT).with(measurement)),
                            1L));
        }
        assertThat(cli.json("recommendations", "calibration").exits(0).rows("calibration"))
                .singleElement(MAP)
                .containsEntry("kind", "retry_up_to")
                .containsEntry("ratio", number("0.6"))
                .containsEntry("excess", null);
        assertThat(cli.run("recommendations", "calibration").exits(0).out())
                .contains("retry_up_to", "+20 points", "+12 points");
    }

    @Test
    void theBeginningOfARecommendationsIdMustNameOne() {
        List<Recommendation> all = java.util.stream.IntStream.rangeClosed(1, 20)
                .mapToObj(
                        i -> propose(new Change.TimeOutAfter(Subject.step("nightly", "s" + i), Duration.ofSeconds(i))))
                .toList();
        String shared = all.stream()
                .map(each -> each.id().substring(0, 1))
                .filter(digit ->
                        all.stream().filter(each -> each.id().startsWith(digit)).count() > 1)
                .findFirst()
                .orElseThrow();
        assertThat(cli.run("recommendations", "approve", shared).exits(2).err()).contains("several", "stop after");
        assertThat(cli.run("recommendations", "approve", "zzz").exits(3).err()).contains("zzz");
        assertThat(cli.run("recommendations", "approve", "").exits(3).out()).isEmpty();
        assertThat(cli.run("recommendations", "approve").exits(2).err()).contains("ID");
    }

    @Test
    void recommendsTheAgentThatDoesBetterOnce() {
        assertThat(cli.json("recommendations").exits(0).json())
                .extractingByKey("recommendations", LIST)
                .singleElement(MAP)
                .containsEntry("status", "proposed")
                .containsEntry(
                        "change", Map.of("kind", "prefer_agent", "subject", Map.of("task", "email"), "agent", "alpha"));
    }

    private Recommendation propose(Change change) {
        var evidence = new Evidence(80, Measure.SUCCESS_RATE, .2, .1, .3, .001, List.of());
        Recommendation proposed = Recommendation.propose(change, "it was seen", evidence);
        try (var store = Afterwise.store(cli.store())) {
            store.workspace(Workspace.DEFAULT).ledger().write(Map.of(new Document.Advised(proposed), 0L));
        }
        return proposed;
    }
}

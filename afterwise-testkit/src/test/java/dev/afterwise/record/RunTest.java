package dev.afterwise.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Rating;
import dev.afterwise.Settings;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunTest {
    private final ManualTime time = new ManualTime();
    private final Afterwise afterwise = Afterwise.with(Store.inMemory(), Settings.STANDARD.with(time));

    @AfterEach
    void close() {
        afterwise.close();
    }

    @Test
    void recordsStepsWithTheirDurationAndNesting() {
        String reply = afterwise.run(
                "support",
                run -> run.phase("answer", Duration.ofSeconds(2), () -> {
                    time.advance(Duration.ofMillis(10));
                    String order = run.tool("find-order", "{\"id\": 7}", () -> took(30, "order 7"));
                    return run.model("small-model", () -> took(500, "re: " + order));
                }));

        assertThat(reply).isEqualTo("re: order 7");
        Execution execution = recorded();
        assertThat(execution.outcome()).isEqualTo(new Outcome.Succeeded(Duration.ofMillis(540)));
        assertThat(execution.steps())
                .extracting(step -> step.action().name())
                .containsExactly("answer", "find-order", "small-model");
        Step answer = execution.steps().get(0);
        assertThat(answer.action()).isEqualTo(new Action.Phase("answer", Duration.ofSeconds(2)));
        assertThat(answer.parent()).isNull();
        assertThat(execution.steps().get(1).parent()).isEqualTo(answer.id());
        assertThat(execution.steps().get(2).parent()).isEqualTo(answer.id());
        assertThat(execution.steps().get(2).outcome()).isEqualTo(new Outcome.Succeeded(Duration.ofMillis(500)));
    }

    @Test
    void whatTheWorkThrowsPassesThroughAndIsRecordedAsAFailure() {
        var thrown = new IOException("Connection reset by peer");

        assertThatThrownBy(() -> afterwise.run(
                        "sync",
                        run -> run.tool("fetch", () -> {
                            throw thrown;
                        })))
                .isSameAs(thrown);

        Execution execution = recorded();
        assertThat(execution.outcome().status()).isEqualTo(Status.FAILED);
        assertThat(((Outcome.Failed) execution.steps().getFirst().outcome())
                        .failure()
                        .failureClass())
                .isEqualTo(FailureClass.CONNECTION);
    }

    @Test
    void aFailureThatIsSaidMakesTheExecutionFailAlthoughTheWorkReturns() {
        int result = afterwise.run("sync", run -> {
            run.failed("E42", "the answer is invalid").failed("E43", "said later");
            return 7;
        });

        assertThat(result).isEqualTo(7);
        assertThat(recorded().outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().type()).isEqualTo("E42");
            assertThat(failed.failure().failureClass()).isEqualTo(FailureClass.VALIDATION);
        });
    }

    @Test
    void stoppedWorkIsCancelledAndNotFailed() {
        assertThatThrownBy(() -> afterwise.run("sync", run -> {
                    throw new CancellationException("enough");
                }))
                .isInstanceOf(CancellationException.class);

        assertThat(recorded().outcome().status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void usageBelongsToTheStepThatReportsItAndAddsUp() {
        afterwise.run("chat", run -> {
            run.model("large", () -> run.usage(Usage.tokens(100, 20).costing(Money.dollars("0.01"))));
            run.model("large", () -> run.usage(Usage.tokens(50, 10)));
            return run.usage(Usage.tokens(1, 2));
        });

        Execution execution = recorded();
        assertThat(execution.headline().usage()).isEqualTo(Usage.tokens(151, 32).costing(Money.dollars("0.01")));
        assertThat(execution.steps().getFirst().attempts().getFirst().usage().inputTokens())
                .isEqualTo(100);
    }

    @Test
    void theProfileMayBeLearnedWhileTheWorkRuns() {
        afterwise.run(
                Profile.of("triage").withAgent("first"),
                run -> run.agent("second")
                        .model("small")
                        .route("two_phase")
                        .complexity(7)
                        .complexity(Double.NaN)
                        .attribute("customer", "acme")
                        .attribute("items", 3)
                        .id());

        Profile profile = recorded().profile();
        assertThat(profile)
                .isEqualTo(Profile.of("triage")
                        .withAgent("second")
                        .withModel("small")
                        .withRoute("two_phase")
                        .withComplexity(7)
                        .with("customer", "acme")
                        .with("items", 3));
        assertThat(profile.attributes()).containsEntry("items", Value.of(3));
    }

    @Test
    void stepsOfParallelThreadsDoNotNestInEachOther() throws Exception {
        afterwise.run("fan-out", run -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 50; i++) {
                    threads.execute(() -> run.phase("outer", () -> run.tool("inner", () -> null)));
                }
            }
            return null;
        });

        List<Step> steps = recorded().steps();
        assertThat(steps).hasSize(100);
        assertThat(steps).filteredOn(step -> step.parent() == null).hasSize(50);
        assertThat(steps).extracting(Step::id).doesNotHaveDuplicates();
    }

    @Test
    void stepsOfOneRunDoNotNestInStepsOfAnother() {
        afterwise.run(
                "outer",
                outer -> outer.phase(
                        "a",
                        () -> afterwise.run("inner", inner -> inner.phase("b", () -> outer.tool("c", () -> null)))));

        Execution outer = recorded("outer");
        assertThat(recorded("inner").steps()).allMatch(step -> step.parent() == null);
        assertThat(outer.steps()).extracting(step -> step.action().name()).containsExactlyInAnyOrder("a", "c");
        Step a = outer.steps().stream()
                .filter(step -> step.parent() == null)
                .findFirst()
                .orElseThrow();
        assertThat(outer.steps())
                .filteredOn(step -> step.action().name().equals("c"))
                .allMatch(step -> a.id().equals(step.parent()));
    }

    @Test
    void aRunningExecutionCanBeFoundBeforeItEnds() {
        afterwise.run("long", run -> {
            afterwise.flush();
            assertThat(headlines())
                    .extracting(headline -> headline.outcome().status())
                    .containsExactly(Status.RUNNING);
            return null;
        });

        afterwise.flush();
        assertThat(headlines())
                .extracting(headline -> headline.outcome().status())
                .containsExactly(Status.SUCCEEDED);
    }

    @Test
    @SuppressWarnings("NullAway") // What a caller without null checks does.
    void recordingNeverFailsTheWorkWhateverItIsGiven() {
        String result = afterwise.run(" ", run -> {
            run.attribute(null, "value")
                    .attribute("name", (String) null)
                    .agent(null)
                    .note(null, "text")
                    .description(null)
                    .subject(null)
                    .conversation(null)
                    .input(null)
                    .output(null)
                    .result(null)
                    .rate(null, 7, null)
                    .rate(null, 1, null);
            run.note("note", null);
            run.usage(new Usage(Long.MAX_VALUE, 1, 0, Money.ZERO, 0)).usage(Usage.tokens(1, 1));
            run.tool("tool", (String) null, () -> null);
            return run.tool(null, () -> run.phase(" ", () -> "done"));
        });

        assertThat(result).isEqualTo("done");
        assertThat(recorded().headline().usage().inputTokens()).isEqualTo(Long.MAX_VALUE);
        assertThat(recorded().steps())
                .extracting(step -> step.action().name())
                .containsExactlyInAnyOrder("tool", "unnamed", "unnamed");
    }

    @Test
    void keepsWhatTheExecutionWasAboutWhatWentInAndWhatCameOut() {
        afterwise.run(
                "support",
                run -> run.description("Answers a customer")
                        .subject("ticket-7")
                        .conversation("thread-3")
                        .input("Where is my order?")
                        .output("first")
                        .output("On its way.")
                        .id());

        Execution execution = recorded();
        assertThat(execution.headline().description()).isEqualTo("Answers a customer");
        assertThat(execution.about())
                .isEqualTo(new About(
                        "ticket-7",
                        "thread-3",
                        null,
                        Payload.text("Where is my order?", 99),
                        Payload.text("On its way.", 99)));
    }

    @Test
    void keepsWhatAToolWasGivenAndReturned() {
        afterwise.run("support", run -> {
            run.tool("find", "{\"id\": 7}", () -> "order 7");
            run.tool("count", "[]", () -> 42);
            run.tool("object", "[]", Object::new);
            run.tool("said", "[]", () -> {
                run.result("short");
                return "very long";
            });
            return run.result("done");
        });

        Execution execution = recorded();
        assertThat(execution.steps())
                .extracting(step -> step.attempts().getFirst().result())
                .containsExactly(
                        Payload.text("order 7", 99), Payload.text("42", 99), Payload.NONE, Payload.text("short", 99));
        assertThat(execution.about().output()).isEqualTo(Payload.text("done", 99));
    }

    @Test
    void workThatReturnsMayHaveBeenStoppedOrHaveGoneNobodyKnowsHow() {
        afterwise.run("stopped", run -> run.cancelled("enough").failed("E1", "too late"));
        afterwise.run("unknown", run -> run.unknown());
        afterwise.run("known", run -> run.unknown().failed("E2", "it came back"));

        assertThat(recorded("stopped").outcome()).isEqualTo(new Outcome.Cancelled(Duration.ZERO, "enough"));
        assertThat(recorded("unknown").outcome()).isEqualTo(new Outcome.Unknown(Duration.ZERO));
        assertThat(recorded("known").outcome().status()).isEqualTo(Status.FAILED);
    }

    @Test
    void whatTheWorkThrowsCountsForMoreThanWhatWasSaid() {
        assertThatThrownBy(() -> afterwise.run("sync", run -> {
                    run.unknown();
                    throw new IOException("no");
                }))
                .isInstanceOf(IOException.class);

        assertThat(recorded().outcome().status()).isEqualTo(Status.FAILED);
    }

    @Test
    void anOutcomeAndARatingMayComeLaterById() {
        ExecutionId id = afterwise.run("merge", run -> {
            time.advance(Duration.ofSeconds(2));
            return run.unknown()
                    .usage(Usage.tokens(1, 2))
                    .rate("judge", .5, "so so")
                    .id();
        });

        afterwise.failed(id, "E7", "The tests failed on the main branch.");
        afterwise.rate(id, new Rating("ann", 1, "well tried"));

        Execution execution = recorded();
        assertThat(execution.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.took()).isEqualTo(Duration.ofSeconds(2));
            assertThat(failed.failure().type()).isEqualTo("E7");
        });
        assertThat(execution.headline().usage()).isEqualTo(Usage.tokens(1, 2));
        assertThat(execution.ratings())
                .containsExactly(new Rating("ann", 1, "well tried"), new Rating("judge", .5, "so so"));

        afterwise.outcome(id, new Outcome.Succeeded(null));
        assertThat(recorded().outcome()).isEqualTo(new Outcome.Succeeded(Duration.ofSeconds(2)));
    }

    @Test
    void whatIsSaidAfterTheEndCountsToo() {
        Run ended = afterwise.run("stream", run -> run);
        ended.output("the last words").usage(Usage.tokens(3, 4)).agent("bot").note("late", "note");
        ended.end(new IOException("no second end"));

        Execution execution = recorded();
        assertThat(execution.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(execution.about().output()).isEqualTo(Payload.text("the last words", 99));
        assertThat(execution.headline().usage()).isEqualTo(Usage.tokens(3, 4));
        assertThat(execution.profile().agent()).isEqualTo("bot");
        assertThat(execution.events()).hasSize(1);

        ended.failed("E1", "it was wrong after all");
        assertThat(recorded().outcome().status()).isEqualTo(Status.FAILED);
    }

    @Test
    void usageHasCachedTokensCostAndCallsPerStepAndInAll() {
        var spent = new Usage(100, 20, 80, Money.dollars("0.01"), 1);
        afterwise.run("chat", run -> {
            run.usage(new Usage(0, 0, 0, Money.ZERO, 2));
            return run.model("large", () -> run.usage(spent));
        });

        assertThat(recorded().steps().getFirst().attempts().getFirst().usage()).isEqualTo(spent);
        assertThat(recorded().headline().usage()).isEqualTo(new Usage(100, 20, 80, Money.dollars("0.01"), 3));
    }

    @Test
    void anExecutionThatBeginsInsideAnotherIsItsChild() {
        var outside = new Parent(ExecutionId.of("elsewhere"), StepId.of(5));
        afterwise.run(Profile.of("outer"), outside, outer -> {
            afterwise.run("first", run -> null);
            return outer.phase("a", () -> afterwise.run("second", run -> null));
        });

        Execution outer = recorded("outer");
        assertThat(outer.about().parent()).isEqualTo(outside);
        assertThat(recorded("first").about().parent()).isEqualTo(new Parent(outer.id(), null));
        assertThat(recorded("second").about().parent())
                .isEqualTo(new Parent(outer.id(), outer.steps().getFirst().id()));
    }

    private <T> T took(long millis, T result) {
        time.advance(Duration.ofMillis(millis));
        return result;
    }

    private List<Headline> headlines() {
        return afterwise.history().find(Query.newest(10)).items();
    }

    private Execution recorded() {
        afterwise.flush();
        assertThat(headlines()).hasSize(1);
        return afterwise.history().execution(headlines().getFirst().id()).orElseThrow();
    }

    private Execution recorded(String task) {
        afterwise.flush();
        return headlines().stream()
                .filter(headline -> headline.profile().task().equals(task))
                .findFirst()
                .flatMap(headline -> afterwise.history().execution(headline.id()))
                .orElseThrow();
    }
}

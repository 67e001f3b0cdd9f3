package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Attempt;
import dev.afterwise.Change;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Policy;
import dev.afterwise.Recovery;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.StepId;
import dev.afterwise.Subject;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.Workspace;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.store.Hold;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ResumeTest {
    private static final ExecutionId RUN = ExecutionId.of("a run");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Outcome.Ended DONE = new Outcome.Succeeded(Duration.ofMillis(5));
    private static final Outcome.Ended RESET = new Outcome.Failed(
            Duration.ofMillis(5),
            Failure.of(FailureClass.CONNECTION, Severity.MEDIUM, Transience.TRANSIENT, "exit 1", "connection reset"));

    @TempDir
    private Path folder;

    private final PlanJournal journal =
            Store.inMemory().workspace(Workspace.DEFAULT).plans();
    private final List<Fact> facts = Collections.synchronizedList(new ArrayList<>());
    private Hold before = new Hold(RUN, 0);

    @BeforeEach
    void beginAsSomebodyWhoGoesAway() {
        before = journal.begin(new PlanRun(RUN, "build", "", folder.toString(), 0, AT, Status.RUNNING));
    }

    @Test
    void aFinishedStepDoesNotRunAgainAndTheOthersDo() throws Exception {
        finished("a", 1, DONE, null);

        PlanResult result = resume(plan("a", "b", "c"));

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(Files.readAllLines(folder.resolve("log"))).containsExactly("b", "c");
        assertThat(journal.run(RUN)).map(PlanRun::status).contains(Status.SUCCEEDED);
    }

    @Test
    void aRunKeepsTheVariantsThatItHadWhenItBegan() throws Exception {
        var held = new Policy.ForRun(
                Policy.INITIAL.with(new Change.RetryUpTo(Subject.step("build", "a"), 3)),
                new TreeMap<>(Map.of("experiment.1a2b3c4d", Value.of("changed"))));

        runner().resume(
                        RUN,
                        new Plan("build", List.of(PlanStep.of("a", shell("echo a >> log; kill -9 $$")))),
                        held,
                        Watcher.NOBODY);

        assertThat(Execution.of(facts).profile().attributes())
                .containsEntry("experiment.1a2b3c4d", Value.of("changed"));
        assertThat(attempts()).hasSize(3);
    }

    @Test
    void anAttemptThatWasBeingMadeIsMadeAgainAndNotHeldAgainstTheStep() throws Exception {
        claimed("a", 1);

        PlanResult result = resume(plan("a"));

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(attempts())
                .extracting(attempt -> attempt.outcome().status())
                .containsExactly(Status.UNKNOWN, Status.SUCCEEDED);
    }

    @Test
    void aRecoveryThatWasDecidedIsCarriedOut() throws Exception {
        finished("a", 1, RESET, new Recovery.Retry(Duration.ofHours(1), "may pass"));

        resume(new Plan("build", List.of(step("a").retrying(Retries.NONE.withMax(1)))));

        assertThat(attempts())
                .extracting(attempt -> attempt.outcome().status())
                .containsExactly(Status.FAILED, Status.SUCCEEDED);
    }

    @Test
    void aStepThatWasGivenUpStaysGivenUp() throws Exception {
        finished("a", 1, RESET, new Recovery.GiveUp("all attempts are used up"));

        PlanResult result = resume(plan("a", "b"));

        assertThat(result.outcome().status()).isEqualTo(Status.FAILED);
        assertThat(result.left()).containsExactly("b");
        assertThat(folder.resolve("log")).doesNotExist();
    }

    @Test
    void whatWasRecordedWhenItHappenedIsNotReplacedByWhatTheJournalKnows() throws Exception {
        finished("a", 1, DONE, null);
        var origin = new Origin(RUN, Source.RECORDED, AT);
        facts.add(new Fact.AttemptEnded(
                origin, StepId.named("a"), 1, DONE, Usage.tokens(7, 1), Payload.text("hello", 100)));

        resume(plan("a"));

        assertThat(attempts().getFirst().result()).isEqualTo(Payload.text("hello", 100));
        assertThat(attempts().getFirst().usage()).isEqualTo(Usage.tokens(7, 1));
    }

    @Test
    void aRunThatIsOverOrUnknownIsNotResumed() throws Exception {
        journal.end(before, Status.CANCELLED);

        assertThat(runner().resume(RUN, plan("a"), Policy.INITIAL, Watcher.NOBODY))
                .isEmpty();
        assertThat(runner().resume(ExecutionId.of("no run"), plan("a"), Policy.INITIAL, Watcher.NOBODY))
                .isEmpty();
        assertThat(facts).isEmpty();
    }

    @Test
    void aRunnerThatWakesUpAfterItsRunWasTakenOverIsFencedOff() throws Exception {
        var begun = new CountDownLatch(1);
        var watcher = new Watcher() {
            @Override
            public void started(PlanStep step, int attempt, @Nullable String agent) {
                begun.countDown();
            }
        };
        var plan = new Plan(
                "slow",
                List.of(
                        PlanStep.of(
                                "wait",
                                shell("[ -e taken ] || { touch old; while [ ! -e taken ]; do sleep 0.01; done; }")),
                        PlanStep.of("after", shell("echo after >> log")).needing("wait")));
        CompletableFuture<PlanResult> old = CompletableFuture.supplyAsync(() -> {
            try {
                return runner(Timekeeper.system()).run(plan, Launch.in(folder, ""), Policy.INITIAL, watcher);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        begun.await();
        ExecutionId run = Execution.of(facts.stream()
                        .filter(fact -> !fact.execution().equals(RUN))
                        .toList())
                .id();

        // Taken over while the old runner's command still runs; only then may that end.
        Hold hold = journal.takeOver(run).orElseThrow();
        Files.createFile(folder.resolve("taken"));

        assertThatThrownBy(old::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(StoreException.class)
                .hasMessageContaining("another one has taken it over");
        assertThat(folder.resolve("log")).doesNotExist();
        assertThat(facts)
                .as("what the old runner's attempt came to is not recorded")
                .noneMatch(fact ->
                        fact instanceof Fact.AttemptEnded && fact.execution().equals(run));
        assertThat(journal.run(run)).map(PlanRun::status).contains(Status.RUNNING);
        assertThat(journal.claim(hold, new StepRun("wait", 2, null, AT, new Outcome.Running(), null)))
                .isTrue();
    }

    private void claimed(String step, int attempt) {
        journal.claim(before, new StepRun(step, attempt, null, AT, new Outcome.Running(), null));
    }

    private void finished(String step, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {
        claimed(step, attempt);
        journal.finish(before, step, attempt, outcome, then);
    }

    private PlanResult resume(Plan plan) throws InterruptedException {
        return runner().resume(RUN, plan, Policy.INITIAL, Watcher.NOBODY).orElseThrow();
    }

    private PlanRunner runner() {
        return runner(new ManualTime());
    }

    private PlanRunner runner(Timekeeper time) {
        return new PlanRunner(
                journal,
                facts::addAll,
                PlanLimits.DEFAULT,
                Care.of(new Guards(time, Seeded.random()), time, Seeded.random()),
                time,
                Seeded.random());
    }

    private List<Attempt> attempts() {
        return Execution.of(facts).steps().getFirst().attempts();
    }

    /** Steps one after the other, each of which writes its name. */
    private static Plan plan(String... ids) {
        List<PlanStep> steps = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            PlanStep step = step(ids[i]);
            steps.add(i == 0 ? step : step.needing(ids[i - 1]));
        }
        return new Plan("build", steps);
    }

    private static PlanStep step(String id) {
        return PlanStep.of(id, shell("echo %s >> log".formatted(id)));
    }

    private static Body.Command shell(String script) {
        return new Body.Command(List.of("sh", "-c", script));
    }
}

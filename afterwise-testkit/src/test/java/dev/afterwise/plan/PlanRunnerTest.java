package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Afterwise;
import dev.afterwise.Attempt;
import dev.afterwise.Change;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
import dev.afterwise.Outcome;
import dev.afterwise.Policy;
import dev.afterwise.Recovery;
import dev.afterwise.Settings;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.Workspace;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlanRunnerTest {
    @TempDir
    private Path folder;

    private final Store store = Store.inMemory();
    private final PlanJournal journal = store.workspace(Workspace.DEFAULT).plans();
    private final List<Fact> facts = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aStepBeginsOnlyAfterAllThatItNeeds() throws Exception {
        PlanResult result = run(new Plan(
                "build",
                List.of(
                        shell("compile", "echo a >> log"),
                        shell("test", "cat log | grep a && echo b >> log").needing("compile"),
                        shell("pack", "grep b log && echo c >> log").needing("compile", "test"))));

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(Files.readAllLines(folder.resolve("log"))).containsExactly("a", "b", "c");
    }

    @Test
    void stepsThatDoNotNeedEachOtherRunAtTheSameTime() throws Exception {
        // Each waits for the other: one after the other they would never end.
        PlanResult result = run(new Plan(
                "meet",
                List.of(
                        shell("left", "touch left; while [ ! -e right ]; do sleep 0.01; done"),
                        shell("right", "touch right; while [ ! -e left ]; do sleep 0.01; done"))));

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void noMoreStepsRunAtOnceThanTheLimit() throws Exception {
        var steps = new ArrayList<PlanStep>();
        for (int i = 0; i < 8; i++) {
            steps.add(shell("step" + i, "mkdir busy && sleep 0.02 && rmdir busy"));
        }

        PlanResult result = runner(new PlanLimits(20, 1), Timekeeper.system())
                .run(new Plan("alone", steps), Launch.in(folder, ""), Policy.INITIAL, Watcher.NOBODY);

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aStepThatFailsTakesAlongOnlyTheStepsThatNeedIt() throws Exception {
        PlanResult result = run(new Plan(
                "partly",
                List.of(
                        shell("bad", "echo no such table >&2; exit 3"),
                        shell("needs-bad", "touch never").needing("bad"),
                        shell("needs-that", "touch never").needing("needs-bad"),
                        shell("good", "touch done"))));

        assertThat(result.outcome().status()).isEqualTo(Status.FAILED);
        assertThat(result.left()).containsExactly("needs-bad", "needs-that");
        assertThat(folder.resolve("never")).doesNotExist();
        assertThat(folder.resolve("done")).exists();
        assertThat(Execution.of(facts).events())
                .extracting(event -> event.payload().json())
                .containsExactlyInAnyOrder(
                        "\"needs-bad: step 'bad' did not succeed\"",
                        "\"needs-that: step 'needs-bad' did not succeed\"");
        assertThat(((Outcome.Failed) result.outcome()).failure().message()).isEqualTo("step 'bad': no such table");
    }

    @Test
    void aFailureThatMayPassIsRetriedAfterAWait() throws Exception {
        var time = new ManualTime();
        var plan = new Plan(
                "flaky",
                List.of(shell(
                                "fetch",
                                "echo x >> tries; [ $(wc -l < tries) -ge 3 ] || { echo connection reset >&2; exit 1; }")
                        .retrying(new Retries(4, Duration.ofSeconds(1), Duration.ofSeconds(10)))));

        PlanResult result =
                runner(PlanLimits.DEFAULT, time).run(plan, Launch.in(folder, ""), Policy.INITIAL, Watcher.NOBODY);

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        List<Attempt> attempts = onlyStep().attempts();
        assertThat(attempts)
                .extracting(attempt -> attempt.outcome().status())
                .containsExactly(Status.FAILED, Status.FAILED, Status.SUCCEEDED);
        assertThat(attempts.get(0).then()).isInstanceOf(Recovery.Retry.class);
        assertThat(time.sleeps()).hasSize(2);
        assertThat(Execution.of(facts).headline().recoveries()).containsEntry("retry", new Tally(2, 1));
    }

    @Test
    void aRecoveryIsDurableBeforeItIsCarriedOut() throws Exception {
        var whenSlept = new ArrayList<@Nullable Recovery>();
        var ids = new ArrayList<ExecutionId>();
        var time = new Overheard(
                new ManualTime(),
                () -> whenSlept.add(journal.steps(ids.getFirst()).getLast().then()));
        var watcher = new Watcher() {
            @Override
            public void started(PlanStep step, int attempt, @Nullable String agent) {
                ids.add(Execution.of(facts).id());
            }
        };
        var plan = new Plan("flaky", List.of(shell("fetch", "exit 75").retrying(Retries.NONE.withMax(2))));

        runner(PlanLimits.DEFAULT, time).run(plan, Launch.in(folder, ""), Policy.INITIAL, watcher);

        assertThat(whenSlept).hasSize(2).allMatch(Recovery.Retry.class::isInstance);
    }

    @Test
    void aFailureThatStaysIsNotRetried() throws Exception {
        run(new Plan("wrong", List.of(shell("list", "exit 127").retrying(Retries.NONE.withMax(5)))));

        assertThat(onlyStep().attempts()).hasSize(1);
        assertThat(onlyStep().attempts().getFirst().then()).isInstanceOf(Recovery.GiveUp.class);
    }

    @Test
    void aCommandThatTakesTooLongIsStoppedWithItsChildren() throws Exception {
        var plan = new Plan(
                "hang",
                List.of(shell("wait", "sh -c 'echo $$ > child; sleep 300' & wait")
                        .within(Duration.ofMillis(300))));

        PlanResult result = run(plan);

        assertThat(failure(result, "wait").failureClass()).isEqualTo(FailureClass.TIMEOUT);
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        assertThatIsGone(child);
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        String odd = "$(touch hacked) `touch hacked`; \"quoted\" 'single' \n * ~ && |";
        var echo = PlanStep.of("echo", new Body.Command(List.of("printf", "%s", odd)));

        run(new Plan("odd", List.of(echo)));

        assertThat(folder.resolve("hacked")).doesNotExist();
        assertThat(onlyStep().attempts().getFirst().result().json())
                .contains("$(touch hacked)")
                .contains("\\\"quoted\\\"");
    }

    @Test
    void aProgramThatIsNotThereFailsTheStepAndNotTheRunner() throws Exception {
        PlanResult result =
                run(new Plan("typo", List.of(PlanStep.of("go", new Body.Command(List.of("no-such-program"))))));

        Failure failure = failure(result, "go");
        assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_FOUND);
        assertThat(failure.message()).contains("no-such-program");
    }

    @Test
    void terminalEscapesInOutputAreNotKept() throws Exception {
        run(new Plan("colour", List.of(shell("red", "printf '\\033[31mred\\033[0m\\007 alert' >&2; exit 1"))));

        assertThat(((Outcome.Failed) onlyStep().outcome()).failure().message()).isEqualTo("red alert");
    }

    @Test
    void moreOutputThanIsKeptNeitherBlocksNorFillsTheHeap() throws Exception {
        PlanResult result =
                run(new Plan("loud", List.of(shell("shout", "head -c 20000000 /dev/zero | tr '\\0' x; echo end"))));

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(onlyStep().attempts().getFirst().result().truncated()).isTrue();
    }

    @Test
    void aCommandThatSomebodyStoppedIsCancelledAndNotFailed() throws Exception {
        PlanResult result =
                run(new Plan("stopped", List.of(shell("wait", "kill -TERM $$").retrying(Retries.NONE.withMax(3)))));

        assertThat(result.outcome().status()).isEqualTo(Status.CANCELLED);
        assertThat(onlyStep().attempts())
                .extracting(attempt -> attempt.outcome().status())
                .containsExactly(Status.CANCELLED);
    }

    @Test
    void theSameFailureOfDifferentStepsHasDifferentFingerprints() throws Exception {
        PlanResult one = run(new Plan("plan", List.of(shell("fetch", "exit 3"))));
        PlanResult same = run(new Plan("plan", List.of(shell("fetch", "exit 3"))));
        PlanResult other = run(new Plan("plan", List.of(shell("render", "exit 3"))));

        assertThat(fingerprint(one)).isEqualTo(fingerprint(same)).isNotEqualTo(fingerprint(other));
    }

    private static Fingerprint fingerprint(PlanResult result) {
        return ((Outcome.Failed) result.outcome()).failure().fingerprint();
    }

    @Test
    void thePolicyDecidesAlternativeAttemptsAndTimeOut() throws Exception {
        var alternatives = List.of(
                new Alternative("bad", new Body.Command(List.of("sh", "-c", "exit 75"))),
                new Alternative("slow", new Body.Command(List.of("sleep", "300"))));
        var plan = new Plan("report", List.of(shell("render", "true").choosing(alternatives)));
        Subject render = Subject.step("report", "render");
        Policy policy = Policy.INITIAL
                .with(new Change.PreferAgent(render, "slow"))
                .with(new Change.RetryUpTo(render, 2))
                .with(new Change.TimeOutAfter(render, Duration.ofMillis(50)));

        runner(PlanLimits.DEFAULT, new ManualTime()).run(plan, Launch.in(folder, ""), policy, Watcher.NOBODY);

        assertThat(onlyStep().attempts()).extracting(Attempt::agent).containsExactly("slow", "slow");
        assertThat(Execution.of(facts).profile().attributes().get("policy")).hasToString("3");
    }

    @Test
    void theEnvironmentOfAStepReachesItsCommands() throws Exception {
        PlanStep step = PlanStep.builder("greet")
                .body(new Body.Command(List.of("sh", "-c", "echo \"$GREETING\"")))
                .env(Map.of("GREETING", Template.literal("hello $HOME")))
                .build();

        run(new Plan("greet", List.of(step)));

        assertThat(onlyStep().attempts().getFirst().result().json()).isEqualTo("\"hello $HOME\\n\"");
    }

    @Test
    void aRunThatIsInterruptedIsRecordedAsCancelledAndLeavesNoProcess() throws Exception {
        var begun = new CountDownLatch(1);
        var watcher = new Watcher() {
            @Override
            public void started(PlanStep step, int attempt, @Nullable String agent) {
                begun.countDown();
            }
        };
        var plan = new Plan("long", List.of(shell("wait", "echo $$ > pid; exec sleep 300")));
        var thread = Thread.ofPlatform().start(() -> {
            try {
                runner(PlanLimits.DEFAULT, Timekeeper.system())
                        .run(plan, Launch.in(folder, ""), Policy.INITIAL, watcher);
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        while (!Files.exists(folder.resolve("pid")) || Files.size(folder.resolve("pid")) == 0) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();

        Execution execution = Execution.of(facts);
        assertThat(execution.outcome().status()).isEqualTo(Status.CANCELLED);
        assertThat(execution.steps().getFirst().outcome().status()).isEqualTo(Status.CANCELLED);
        assertThat(journal.run(execution.id()).orElseThrow().status()).isEqualTo(Status.CANCELLED);
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThatIsGone(pid);
    }

    @Test
    void aPlanWithMoreStepsThanTheLimitIsRefusedBeforeAnythingRuns() {
        var plan = new Plan("large", List.of(shell("a", "touch never"), shell("b", "touch never")));

        assertThatThrownBy(() -> runner(new PlanLimits(1, 1), Timekeeper.system())
                        .run(plan, Launch.in(folder, ""), Policy.INITIAL, Watcher.NOBODY))
                .hasMessage("A plan must have at most 1 steps, but (large) has 2.");
        assertThat(facts).isEmpty();
    }

    @Test
    void theJournalAndTheHistoryTellTheSame() throws Exception {
        try (var afterwise = Afterwise.with(store, Settings.STANDARD)) {
            var plan = new Plan(
                    "both", List.of(shell("a", "true"), shell("b", "exit 1").needing("a")));

            PlanResult result = afterwise.execute(plan, Launch.in(folder, "the source"), Watcher.NOBODY);

            Execution execution = afterwise.history().execution(result.id()).orElseThrow();
            assertThat(execution.outcome()).isEqualTo(result.outcome());
            assertThat(execution.steps())
                    .extracting(step -> step.action().name())
                    .containsExactly("a", "b");
            assertThat(journal.steps(result.id()))
                    .extracting(step -> step.outcome())
                    .containsExactlyElementsOf(
                            execution.steps().stream().map(Step::outcome).toList());
            assertThat(journal.run(result.id()).orElseThrow().source()).isEqualTo("the source");
        }
    }

    /** Time in which every sleep is noticed. */
    private record Overheard(ManualTime time, Runnable beforeSleep) implements Timekeeper {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            beforeSleep.run();
            time.sleep(duration);
        }
    }

    /** A process that was killed is listed for a moment, or as a zombie until somebody asks how it ended. */
    private static void assertThatIsGone(long pid) {
        Timekeeper time = Timekeeper.system();
        long start = time.nanos();
        while (isListed(pid)) {
            assertThat(time.since(start))
                    .as("how long process %d outlives its step", pid)
                    .isLessThan(Duration.ofSeconds(10));
            Thread.onSpinWait();
        }
    }

    private static boolean isListed(long pid) {
        try {
            return !Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                    .contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    private PlanResult run(Plan plan) throws InterruptedException {
        return runner(PlanLimits.DEFAULT, Timekeeper.system())
                .run(plan, Launch.in(folder, ""), Policy.INITIAL, Watcher.NOBODY);
    }

    private PlanRunner runner(PlanLimits limits, Timekeeper time) {
        return new PlanRunner(
                journal,
                facts::addAll,
                limits,
                Care.of(new Guards(time, Seeded.random()), time, Seeded.random()),
                time,
                Seeded.random());
    }

    private static Failure failure(PlanResult result, String step) {
        if (result.steps().get(step) instanceof StepEnd.Made(Outcome.Failed(var took, Failure failure), var outputs)) {
            return failure;
        }
        throw new AssertionError("The step (%s) must have failed, but the result is %s.".formatted(step, result));
    }

    private Step onlyStep() {
        Execution execution = Execution.of(facts);
        assertThat(execution.steps()).hasSize(1);
        return execution.steps().getFirst();
    }

    private static PlanStep shell(String id, String script) {
        return PlanStep.of(id, new Body.Command(List.of("sh", "-c", script)));
    }
}

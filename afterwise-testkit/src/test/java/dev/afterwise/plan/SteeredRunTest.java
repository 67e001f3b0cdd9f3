package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Policy;
import dev.afterwise.Status;
import dev.afterwise.Value;
import dev.afterwise.Workspace;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Signal;
import dev.afterwise.store.Signal.Word;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.Store;
import dev.afterwise.store.WorkspaceStore;
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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that ask, wait, pause and are stopped. */
@Timeout(60)
class SteeredRunTest {
    @TempDir
    private Path folder;

    private final WorkspaceStore store = Store.inMemory().workspace(Workspace.DEFAULT);
    private final List<Fact> facts = Collections.synchronizedList(new ArrayList<>());
    private Timekeeper time = Timekeeper.system();
    private final Said said = new Said();

    /** Says something when something happens. */
    private final class Said implements Watcher {
        private final Map<String, Signal> atQuestion = new ConcurrentHashMap<>();
        private final Map<String, Signal> atStart = new ConcurrentHashMap<>();
        private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
        private volatile @Nullable ExecutionId run;
        private boolean isPatient;

        @Override
        public void begun(ExecutionId id, Plan plan) {
            run = id;
        }

        @Override
        public void started(PlanStep step, int attempt, @Nullable String agent) {
            tell(atStart.remove(step.id()));
        }

        @Override
        public void waiting(PlanStep step, String because) {
            heard.add("waiting " + step.id() + ": " + because);
            tell(atQuestion.remove(step.id()));
        }

        @Override
        public void noticed(@Nullable PlanStep step, String what, String because) {
            heard.add(what);
            if (what.equals("paused")) {
                tell(signal(Word.CONTINUED, ""));
            }
        }

        private void tell(@Nullable Signal signal) {
            ExecutionId id = run;
            if (signal != null && id != null) {
                store.signals().tell(id, signal);
            }
        }

        @Override
        public boolean isPatient() {
            return isPatient;
        }
    }

    private static Signal signal(Word word, String step) {
        return new Signal(word, step, "because", "ann", Instant.EPOCH);
    }

    private PlanRunner runner() {
        return new PlanRunner(
                        store.plans(),
                        facts::addAll,
                        PlanLimits.DEFAULT,
                        Care.of(new Guards(time, Seeded.random()), time, Seeded.random()),
                        time,
                        Seeded.random())
                .hearing(store.signals());
    }

    private PlanResult run(PlanStep... steps) throws InterruptedException {
        return run(new Plan("p", List.of(steps)));
    }

    private PlanResult run(Plan plan) throws InterruptedException {
        return runner().run(plan, Launch.in(folder, "source"), Policy.INITIAL, said);
    }

    private PlanResult resume(PlanResult before, Plan plan) throws InterruptedException {
        return runner().resume(before.id(), plan, Policy.INITIAL, said).orElseThrow();
    }

    private static PlanStep ask(String id) {
        return PlanStep.of(id, new Body.Approval(Template.literal("Shall we?")));
    }

    private static PlanStep shell(String id, String script) {
        return PlanStep.of(id, new Body.Command(List.of("sh", "-c", script)));
    }

    private List<String> log() throws Exception {
        Path log = folder.resolve("log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Test
    void anApprovedStepSucceedsAndWhatNeedsItIsDone() throws Exception {
        said.atQuestion.put("ask", signal(Word.APPROVED, "ask"));
        said.isPatient = true;

        PlanResult result = run(ask("ask"), shell("after", "echo after >> log").needing("ask"));

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(log()).containsExactly("after");
        assertThat(store.signals().told(result.id()))
                .extracting(Signal::word)
                .containsExactly(Word.ASKED, Word.APPROVED);
        assertThat(Execution.of(facts)
                        .steps()
                        .getFirst()
                        .attempts()
                        .getFirst()
                        .result()
                        .json())
                .contains("approved by ann: because");
    }

    @Test
    void aRejectedStepFailsAndWhatNeedsItIsLeft() throws Exception {
        said.atQuestion.put("ask", signal(Word.REJECTED, "ask"));
        said.isPatient = true;

        PlanResult result = run(ask("ask"), shell("after", "echo after >> log").needing("ask"));

        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().message()).contains("rejected by ann"));
        assertThat(result.left()).containsExactly("after");
    }

    @Test
    void aRunWaitsWhenNothingElseIsLeftToDoAndGoesOnWhereItWas() throws Exception {
        var plan = new Plan(
                "p",
                List.of(
                        shell("other", "echo other >> log"),
                        ask("ask"),
                        shell("after", "echo after >> log").needing("ask")));

        PlanResult first = run(plan);

        assertThat(first.isWaiting()).isTrue();
        assertThat(first.steps().get("ask")).isEqualTo(new StepEnd.Waiting("Shall we?"));
        assertThat(log()).containsExactly("other");
        assertThat(store.signals().unfinished(9)).extracting(PlanRun::id).containsExactly(first.id());

        assertThat(resume(first, plan).isWaiting()).isTrue();
        store.signals().tell(first.id(), signal(Word.APPROVED, "ask"));
        PlanResult last = resume(first, plan);

        assertThat(last.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(log()).containsExactly("other", "after");
        assertThat(store.signals().told(first.id())).hasSize(2);
        assertThat(store.plans().steps(first.id())).extracting(StepRun::step).containsExactly("after", "ask", "other");
        assertThat(Execution.of(facts).outcome().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void anAnswerIsHeardWhileOthersAreStillAtWork() throws Exception {
        said.atQuestion.put("ask", signal(Word.APPROVED, "ask"));

        PlanResult result = run(
                ask("ask"),
                shell("slow", "while [ ! -e done ]; do sleep 0.02; done"),
                shell("after", "touch done").needing("ask"));

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aPausedRunBeginsNothingUntilItIsContinued() throws Exception {
        said.atStart.put("first", signal(Word.PAUSED, ""));

        PlanResult result = run(
                shell("first", "sleep 0.5"),
                shell("second", "echo second >> log").needing("first"));

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(said.heard).containsExactly("paused", "continued");
    }

    @Test
    void aCancelledRunStopsWhatItDoes() throws Exception {
        said.atStart.put("slow", signal(Word.CANCELLED, ""));

        PlanResult result =
                run(shell("slow", "sleep 30"), shell("after", "true").needing("slow"));

        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Cancelled.class,
                        cancelled -> assertThat(cancelled.reason()).isEqualTo("ann cancelled it: because"));
        assertThat(store.plans().run(result.id())).map(PlanRun::status).contains(Status.CANCELLED);
        assertThat(store.plans().steps(result.id()))
                .extracting(each -> each.outcome().status())
                .containsExactly(Status.CANCELLED);
    }

    @Test
    void aWaitThatWasInterruptedByAKillWaitsOnlyForTheRest() throws Exception {
        var manual = new ManualTime();
        time = manual;
        Plan plan = new Plan("p", List.of(PlanStep.of("wait", Body.Wait.of(Duration.ofHours(2)))));
        ExecutionId id = ExecutionId.of("a run");
        var hold = store.plans().begin(new PlanRun(id, "p", "", folder.toString(), 0, manual.now(), Status.RUNNING));
        store.plans().claim(hold, new StepRun("wait", 1, null, manual.now(), new Outcome.Running(), null));
        manual.advance(Duration.ofMinutes(90));

        PlanResult result = runner().resume(id, plan, Policy.INITIAL, said).orElseThrow();

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(manual.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofMinutes(30));
        assertThat(store.plans().steps(id))
                .singleElement()
                .satisfies(
                        attempt -> assertThat(attempt.outcome()).isEqualTo(new Outcome.Succeeded(Duration.ofHours(2))));
    }

    @Test
    void aStepIsDoneForEachItemAndGivesAListOfWhatTheyGave() throws Exception {
        PlanStep each = shell(
                        "each", "echo \"<$ITEM>\"; echo $AFTERWISE_IDEMPOTENCY_KEY >> keys; [ \"$ITEM\" != skip ]")
                .edit()
                .forEach(ForEach.of(List.of("a", "b c", "skip")))
                .env(Map.of("ITEM", Template.of("${{ item }}${{ item.index }}")))
                .outputs(Map.of("text", Output.TEXT))
                .build();

        PlanResult result = run(each);

        assertThat(result.steps().get("each"))
                .isInstanceOfSatisfying(
                        StepEnd.Made.class,
                        made -> assertThat(made.outputs())
                                .containsEntry("text", Value.of("[\"<a0>\",\"<b c1>\",\"<skip2>\"]")));
        assertThat(Files.readAllLines(folder.resolve("keys")))
                .containsExactlyInAnyOrder(
                        result.id() + "/each[0]", result.id() + "/each[1]", result.id() + "/each[2]");
        assertThat(Execution.of(facts).steps())
                .extracting(step -> step.action().name())
                .containsExactlyInAnyOrder("each", "each[]", "each[]", "each[]");
    }

    @Test
    void anItemThatFailsFailsTheStepButNotTheOtherItems() throws Exception {
        PlanStep each = shell("each", "echo $ITEM >> log; [ $ITEM != b ]")
                .edit()
                .forEach(ForEach.of(List.of("a", "b", "c")).withAtOnce(1))
                .env(Map.of("ITEM", Template.of("${{ item }}")))
                .build();

        PlanResult result = run(each);

        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().message()).startsWith("step 'each': item 1 of 3"));
        assertThat(log()).containsExactly("a", "b", "c");
    }

    @Test
    void itemsThatAreFinishedAreNotDoneAgain() throws Exception {
        PlanStep each = shell("each", "echo $ITEM >> log")
                .edit()
                .forEach(ForEach.in(Expression.of("params.list")))
                .env(Map.of("ITEM", Template.of("${{ item }}")))
                .build();
        Plan plan = new Plan("p", List.of(each));
        ExecutionId id = ExecutionId.of("a run");
        var params = new TreeMap<>(Map.of("list", Value.of("x\ny\nz")));
        var hold =
                store.plans().begin(new PlanRun(id, "p", "", folder.toString(), params, 0, time.now(), Status.RUNNING));
        var running = new Outcome.Running();
        var done = new Outcome.Succeeded(Duration.ZERO);
        store.plans().claim(hold, new StepRun("each", 1, null, time.now(), running, null));
        store.plans().claim(hold, new StepRun("each[]", 1, null, time.now(), running, null));
        store.plans()
                .finish(
                        hold,
                        "each[]",
                        1,
                        done,
                        null,
                        new TreeMap<>(Map.of("items", Value.of("[\"a\",\"b\",\"c\"]"))),
                        dev.afterwise.Usage.NONE);
        store.plans().claim(hold, new StepRun("each[1]", 1, null, time.now(), running, null));
        store.plans().finish(hold, "each[1]", 1, done, null);

        PlanResult result = runner().resume(id, plan, Policy.INITIAL, said).orElseThrow();

        assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(log()).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void aRunThatIsOutOfTimeStopsWhatItDoes() throws Exception {
        Plan plan = new Plan(
                        "p",
                        List.of(
                                shell("slow", "sleep 30"),
                                shell("after", "true").needing("slow")))
                .under(Terms.NONE.withBudget(new Budget(Duration.ofMillis(300), null, null, null)));

        PlanResult result = run(plan);

        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().failureClass()).isEqualTo(FailureClass.RESOURCE_EXHAUSTED);
            assertThat(failed.failure().type()).isEqualTo("budget");
        });
        assertThat(result.left()).containsExactly("after");
    }

    @Test
    void aRunThatHasUsedUpItsCallsBeginsNothingMore() throws Exception {
        var model = new ModelClient() {
            @Override
            public boolean knows(String name) {
                return true;
            }

            @Override
            public Answer ask(Question question) {
                return new Answer("yes", dev.afterwise.Usage.tokens(10, 5));
            }
        };
        var prompt = new Body.Prompt("small", Template.literal("Is it?"));
        Plan plan = new Plan(
                        "p",
                        List.of(
                                PlanStep.of("one", prompt),
                                PlanStep.of("two", prompt).needing("one"),
                                shell("three", "echo three >> log").needing("two")))
                .under(Terms.NONE.withBudget(new Budget(null, null, null, 2L)));
        var runner = new PlanRunner(
                store.plans(),
                facts::addAll,
                PlanLimits.DEFAULT,
                Care.of(new Guards(time, Seeded.random()), time, Seeded.random()),
                time,
                Seeded.random(),
                Map.of(),
                Crew.NONE.with(model));

        PlanResult result = runner.run(plan, Launch.in(folder, ""), Policy.INITIAL, Watcher.NOBODY);

        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().message()).contains("2 of 2 calls"));
        assertThat(result.left()).containsExactly("three");
        assertThat(log()).isEmpty();
        assertThat(store.plans().steps(result.id()))
                .extracting(each -> each.usage().apiCalls())
                .containsExactly(1L, 1L);
    }

    @Test
    void urgentStepsBeginFirst() throws Exception {
        var runner = new PlanRunner(
                        store.plans(),
                        facts::addAll,
                        new PlanLimits(20, 1),
                        Care.of(new Guards(time, Seeded.random()), time, Seeded.random()),
                        time,
                        Seeded.random())
                .expecting((plan, places, seen) -> new Order(new TreeMap<>(Map.of("c", 2.0, "b", 1.0))));

        runner.run(
                new Plan(
                        "p",
                        List.of(
                                shell("a", "echo a >> log"),
                                shell("b", "echo b >> log"),
                                shell("c", "echo c >> log"),
                                shell("d", "echo d >> log").edit().priority(1).build())),
                Launch.in(folder, ""),
                Policy.INITIAL,
                Watcher.NOBODY);

        assertThat(log()).containsExactly("d", "c", "b", "a");
    }
}

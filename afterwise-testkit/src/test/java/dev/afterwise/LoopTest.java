package dev.afterwise;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Cycle.Cause;
import dev.afterwise.Cycle.Move;
import dev.afterwise.LoopSettings.Adopt;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import dev.afterwise.store.Document.Looped;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopTest {
    private static final Plan PLAN = new Plan(
            "triage",
            List.of(),
            new TreeMap<>(),
            List.of(PlanStep.builder("answer")
                    .among(List.of(way("good", true), way("bad", false)))
                    .build()));

    @TempDir
    private Path folder;

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final Settings settings =
            Settings.STANDARD.with(time).with(Seeded.random()).with(LoopSettings.ASKED);
    private final Afterwise afterwise = Afterwise.with(store, settings);
    private final Loop loop = afterwise.loop();

    @AfterEach
    void close() {
        afterwise.close();
    }

    private static Alternative way(String agent, boolean succeeds) {
        return new Alternative(agent, new Body.Code(agent, env -> {
            if (!succeeds) {
                throw new IllegalStateException("it does not work");
            }
            return Map.of();
        }));
    }

    private void runThePlan(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            afterwise.execute(PLAN, Launch.in(folder, ""), Watcher.NOBODY);
            time.advance(Duration.ofMinutes(1));
        }
    }

    private void record(int executions) {
        for (int i = 0; i < executions; i++) {
            afterwise.history().append(anExecution().startedAt(time.now()).facts());
            time.advance(Duration.ofSeconds(1));
        }
    }

    private Status status() {
        return afterwise.recommendations().list().getFirst().status();
    }

    @Test
    void whatIsRecommendedWaitsForAPerson() throws Exception {
        runThePlan(60);

        Cycle cycle = loop.once().orElseThrow();

        Recommendation found = afterwise.recommendations().list().getFirst();
        assertThat(found.change()).isEqualTo(new Change.PreferAgent(Subject.step("triage", "answer"), "good"));
        assertThat(status()).isEqualTo(Status.PROPOSED);
        assertThat(cycle.moves()).containsExactly(new Move(found.id(), null, Status.PROPOSED));
        assertThat(afterwise.policy()).isEqualTo(Policy.INITIAL);
        assertThat(loop.state()).isEqualTo(new Looped(1, cycle, null));
        assertThat(loop.once().orElseThrow().moves()).isEmpty();
    }

    @Test
    void whatIsRecommendedIsAdoptedAtOnceIfItMayBe() throws Exception {
        loop.use(LoopSettings.ASKED.with(Adopt.AUTO));
        runThePlan(60);

        Cycle cycle = loop.once().orElseThrow();

        assertThat(cycle.moves())
                .singleElement()
                .satisfies(move -> assertThat(move.to()).isEqualTo(status()));
        assertThat(status()).isNotEqualTo(Status.PROPOSED);
        assertThat(afterwise.policy().version()).isPositive();
    }

    @Test
    void nothingIsRecommendedIfNothingIsToBe() throws Exception {
        loop.use(LoopSettings.ASKED.with(Adopt.OFF));
        runThePlan(60);

        assertThat(loop.once().orElseThrow().moves()).isEmpty();
        assertThat(afterwise.recommendations().list()).isEmpty();
    }

    @Test
    void aCycleIsAnExecutionThatDisturbsNoStatistics() throws Exception {
        record(3);

        Cycle cycle = loop.once().orElseThrow();

        Execution execution = store.workspace(loop.own())
                .history()
                .execution(cycle.execution())
                .orElseThrow();
        assertThat(execution.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(execution.profile().task()).isEqualTo(Cycle.TASK);
        assertThat(execution.steps())
                .extracting(step -> step.action().name())
                .containsExactlyElementsOf(
                        cycle.phases().stream().map(Cycle.Phase::name).toList())
                .startsWith("analyse", "adopt");
        assertThat(afterwise.history().find(Query.newest(10)).items())
                .extracting(each -> each.profile().task())
                .containsOnly("task");
    }

    @Test
    void aWorkspaceOfItsOwnHasANameThatAWorkspaceCanHave() {
        assertThat(Loop.own(Workspace.DEFAULT)).isEqualTo(new Workspace("default.loop"));
        assertThat(Loop.own(new Workspace("a".repeat(64)))).isNotEqualTo(Loop.own(new Workspace("a".repeat(63) + "b")));
    }

    @Test
    void oneProcessAtATimeCarriesOutACycle() throws Exception {
        lease("another", time.now().plus(Lease.TERM));
        assertThat(loop.once()).isEmpty();

        time.advance(Lease.TERM);
        assertThat(loop.once()).isPresent();
    }

    @Test
    void cyclesOfTwoProcessesAtATimeDoNoHarm() throws Exception {
        runThePlan(60);
        try (var other = Afterwise.with(store, settings);
                var pool = Executors.newFixedThreadPool(2)) {
            List<Future<Optional<Cycle>>> cycles = pool.invokeAll(List.of(loop::once, other.loop()::once));
            long carriedOut = 0;
            for (Future<Optional<Cycle>> each : cycles) {
                carriedOut += each.get().isPresent() ? 1 : 0;
            }
            assertThat(loop.state().cycles()).isEqualTo(carriedOut).isPositive();
        }
        assertThat(afterwise.recommendations().list()).hasSize(1);
    }

    @Test
    void aLeaseThatNobodyCanHaveBindsNobody() throws Exception {
        lease("a clock in 2099", time.now().plus(Duration.ofDays(26_000)));

        assertThat(loop.once()).isPresent();
        assertThat(loop.state().lease()).isNull();
    }

    private void lease(String holder, java.time.Instant until) {
        store.workspace(Workspace.DEFAULT).ledger().write(Map.of(new Looped(0, null, new Lease(holder, until)), 0L));
    }

    @Test
    void aCycleIsDueAfterEnoughNewExecutions() throws Exception {
        loop.use(new LoopSettings(Adopt.APPROVE, null, 20));
        record(19);
        assertThat(loop.due()).isEmpty();
        record(1);
        assertThat(loop.due()).contains(Cause.EXECUTIONS);

        assertThat(loop.onceIfDue()).map(Cycle::cause).contains(Cause.EXECUTIONS);
        assertThat(loop.onceIfDue()).isEmpty();

        time.advance(Duration.ofSeconds(1));
        record(20);
        assertThat(loop.due()).as("there is a rest after each cycle").isEmpty();
        time.advance(Duration.ofMinutes(10));
        assertThat(loop.due()).contains(Cause.EXECUTIONS);
    }

    @Test
    void aCycleIsDueAfterADay() throws Exception {
        loop.use(new LoopSettings(Adopt.APPROVE, Duration.ofDays(1), 0));
        assertThat(loop.due()).as("there is nothing to learn from").isEmpty();
        record(1);
        assertThat(loop.onceIfDue()).map(Cycle::cause).contains(Cause.INTERVAL);

        time.advance(Duration.ofHours(23));
        assertThat(loop.due()).isEmpty();
        time.advance(Duration.ofHours(1));
        assertThat(loop.due()).contains(Cause.INTERVAL);
    }

    @Test
    void whatBeginsInTheFutureIsNotNew() throws Exception {
        loop.use(new LoopSettings(Adopt.APPROVE, null, 20));
        for (int i = 0; i < 40; i++) {
            afterwise
                    .history()
                    .append(anExecution().startedAt("2099-01-01T00:00:00Z").facts());
        }

        assertThat(loop.newExecutions()).isZero();
        assertThat(loop.due()).isEmpty();
    }

    @Test
    void aCycleInTheFutureKeepsNobodyWaiting() throws Exception {
        loop.use(new LoopSettings(Adopt.APPROVE, Duration.ofDays(1), 0));
        record(1);
        time.advance(Duration.ofDays(30_000));
        loop.once();
        time.setBack(Duration.ofDays(30_000));

        assertThat(loop.due()).contains(Cause.INTERVAL);
    }

    @Test
    void anInterruptedCycleIsRecordedAsCancelledAndLetsOthersLead() {
        record(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(loop::once).isInstanceOf(InterruptedException.class);

        assertThat(loop.state().lease()).isNull();
        assertThat(loop.state().last()).isNull();
    }

    @Test
    void settingsThatCantBeAreRefused() {
        assertThatThrownBy(() -> LoopSettings.STANDARD.withEvery(Duration.ofSeconds(1)))
                .hasMessageContaining("a minute or more");
        assertThatThrownBy(() -> LoopSettings.STANDARD.withAfter(-1)).hasMessageContaining("0 or more");
    }
}

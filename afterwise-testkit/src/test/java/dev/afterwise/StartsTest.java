package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Start.By;
import dev.afterwise.Start.Decision;
import dev.afterwise.plan.Recurrence;
import dev.afterwise.plan.Recurrence.Missed;
import dev.afterwise.plan.Recurrence.Overlap;
import dev.afterwise.store.Hold;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Store;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartsTest {
    private static final Recurrence HOURLY = Recurrence.of("0 * * * *");

    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:10:00Z"));
    private final Store store = Store.inMemory(time);
    private final WorkspaceStore workspace = store.workspace(Workspace.DEFAULT);
    private final Starts starts = new Starts(workspace, time);

    @AfterEach
    void close() {
        store.close();
    }

    private Optional<Decision> decision(Recurrence when) {
        return starts.due("nightly", when).map(Start::decision);
    }

    /** A run that goes on until it is ended. */
    private Hold begin(Start start) {
        var id = ExecutionId.of("run of " + start.due());
        Hold hold = workspace.plans().begin(new PlanRun(id, "nightly", "", "/", 1, time.now(), Status.RUNNING));
        starts.began("nightly", start, id);
        return hold;
    }

    private void end(Hold hold) {
        workspace.plans().end(hold, Status.SUCCEEDED);
    }

    @Test
    void nothingIsDueBeforeItIs() {
        assertThat(decision(HOURLY)).isEmpty();
        time.advance(Duration.ofMinutes(49));
        assertThat(decision(HOURLY)).isEmpty();
        time.advance(Duration.ofMinutes(1));
        assertThat(decision(HOURLY)).contains(Decision.BEGUN);
        assertThat(decision(HOURLY)).isEmpty();
    }

    @Test
    void oneRunMakesUpForAllThatWasMissed() {
        decision(HOURLY);
        time.advance(Duration.ofDays(3));
        Start start = starts.due("nightly", HOURLY).orElseThrow();
        assertThat(start.decision()).isEqualTo(Decision.LATE);
        assertThat(start.due()).isEqualTo(Instant.parse("2026-01-04T00:00:00Z"));
        assertThat(decision(HOURLY)).isEmpty();
    }

    @Test
    void whatWasMissedIsPassedOverIfSaidSo() {
        Recurrence when = HOURLY.with(Missed.SKIP);
        decision(when);
        time.advance(Duration.ofMinutes(70));
        assertThat(decision(when)).contains(Decision.MISSED);
        time.advance(Duration.ofMinutes(41));
        assertThat(decision(when)).contains(Decision.BEGUN);
    }

    @Test
    void aRunIsPassedOverWhileTheOneBeforeItGoesOn() {
        decision(HOURLY);
        time.advance(Duration.ofMinutes(50));
        Hold first = begin(starts.due("nightly", HOURLY).orElseThrow());
        time.advance(Duration.ofHours(1));
        assertThat(decision(HOURLY)).contains(Decision.PASSED_OVER);
        end(first);
        time.advance(Duration.ofHours(1));
        assertThat(decision(HOURLY)).contains(Decision.BEGUN);
        assertThat(starts.of("nightly"))
                .extracting(Start::decision)
                .containsExactly(Decision.BEGUN, Decision.PASSED_OVER, Decision.BEGUN);
    }

    @Test
    void oneRunAtMostWaitsForTheOneBeforeIt() {
        Recurrence when = HOURLY.with(Overlap.QUEUE);
        decision(when);
        time.advance(Duration.ofMinutes(50));
        Hold first = begin(starts.due("nightly", when).orElseThrow());
        time.advance(Duration.ofHours(1));
        assertThat(decision(when)).contains(Decision.QUEUED);
        time.advance(Duration.ofHours(1));
        assertThat(decision(when)).isEmpty();
        end(first);
        Start queued = starts.due("nightly", when).orElseThrow();
        assertThat(queued.decision()).isEqualTo(Decision.LATE);
        end(begin(queued));
        assertThat(decision(when)).isEmpty();
    }

    @Test
    void runsGoOnBesideEachOtherIfSaidSo() {
        Recurrence when = HOURLY.with(Overlap.ALLOW);
        decision(when);
        time.advance(Duration.ofMinutes(50));
        begin(starts.due("nightly", when).orElseThrow());
        time.advance(Duration.ofHours(1));
        assertThat(decision(when)).contains(Decision.BEGUN);
    }

    @Test
    void ofManyProcessesOneTakesAStart() throws Exception {
        decision(HOURLY);
        time.advance(Duration.ofMinutes(50));
        List<Callable<Optional<Start>>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            all.add(() -> new Starts(workspace, time).due("nightly", HOURLY));
        }
        long taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<Start>> each : threads.invokeAll(all)) {
                taken += each.get().isPresent() ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(1);
    }

    @Test
    void aRunWhoseProcessIsGoneIsTakenOverOnce() {
        By here = By.here();
        By gone = new By(here.machine(), here.pid(), here.since().minus(Duration.ofDays(1)));
        var earlier = new Starts(workspace, time, gone);
        earlier.due("nightly", HOURLY);
        time.advance(Duration.ofMinutes(50));
        Start start = earlier.due("nightly", HOURLY).orElseThrow();
        var id = ExecutionId.of("lost");
        workspace.plans().begin(new PlanRun(id, "nightly", "", "/", 1, time.now(), Status.RUNNING));
        earlier.began("nightly", start, id);
        assertThat(here.isGone()).isFalse();
        assertThat(starts.takeOver("nightly")).map(Start::run).contains(id);
        assertThat(starts.takeOver("nightly")).isEmpty();
    }

    @Test
    void aRunOnAnotherMachineIsLeftAloneForADay() {
        var elsewhere = new Starts(workspace, time, new By("elsewhere", 7, time.now()));
        elsewhere.due("nightly", HOURLY);
        time.advance(Duration.ofMinutes(50));
        Start start = elsewhere.due("nightly", HOURLY).orElseThrow();
        var id = ExecutionId.of("far away");
        workspace.plans().begin(new PlanRun(id, "nightly", "", "/", 1, time.now(), Status.RUNNING));
        elsewhere.began("nightly", start, id);
        assertThat(starts.takeOver("nightly")).isEmpty();
        time.advance(Duration.ofHours(1));
        assertThat(decision(HOURLY)).contains(Decision.PASSED_OVER);
        time.advance(Duration.ofHours(24));
        assertThat(decision(HOURLY)).contains(Decision.BEGUN);
    }

    @Test
    void aClockThatWasAheadHoldsUpNothing() {
        time.advance(Duration.ofDays(365));
        decision(HOURLY);
        time.setBack(Duration.ofDays(365));
        assertThat(decision(HOURLY)).isEmpty();
        time.advance(Duration.ofMinutes(50));
        assertThat(decision(HOURLY)).contains(Decision.BEGUN);
    }

    @Test
    void theNewestFiftyAreKept() {
        decision(HOURLY);
        for (int i = 0; i < 60; i++) {
            time.advance(Duration.ofHours(1));
            starts.due("nightly", HOURLY).map(this::begin).ifPresent(this::end);
        }
        assertThat(starts.of("nightly")).hasSize(50);
    }
}

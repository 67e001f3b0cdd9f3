package dev.afterwise.heal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.afterwise.Action;
import dev.afterwise.Afterwise;
import dev.afterwise.Attempt;
import dev.afterwise.BreakerState;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.Execution;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Settings;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.Tally;
import dev.afterwise.Usage;
import dev.afterwise.record.Operation;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealedCallTest {
    private final ManualTime time = new ManualTime();
    private final Afterwise afterwise =
            Afterwise.with(Store.inMemory(), Settings.STANDARD.with(time).with(Seeded.random()));
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void close() {
        Thread.interrupted();
        afterwise.close();
    }

    @Test
    void whatSucceedsIsReturnedAndRecordedAsAnExecutionOfTheComponent() {
        String result = afterwise.call("service", () -> "done");

        assertThat(result).isEqualTo("done");
        Execution execution = recorded();
        assertThat(execution.profile().task()).isEqualTo("service");
        assertThat(execution.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(step(execution).action()).isInstanceOf(Action.ToolCall.class);
        assertThat(step(execution).attempts()).hasSize(1);
    }

    @Test
    void whatMayPassIsTriedAgainAndEachDecisionIsRecordedBeforeTheWait() throws Exception {
        String result = afterwise.call("service", failing(2, new SocketTimeoutException("Read timed out")));

        assertThat(result).isEqualTo("done");
        assertThat(time.sleeps()).hasSize(2);
        Execution execution = recorded();
        assertThat(execution.headline().recoveries()).containsEntry("retry", new Tally(2, 1));
        List<Attempt> attempts = step(execution).attempts();
        assertThat(attempts)
                .extracting(attempt -> attempt.outcome().status())
                .containsExactly(Status.FAILED, Status.FAILED, Status.SUCCEEDED);
        for (int i = 0; i < 2; i++) {
            var retry = (Recovery.Retry) Objects.requireNonNull(attempts.get(i).then());
            assertThat(time.sleeps().get(i)).isEqualTo(retry.after());
            assertThat(Duration.between(
                            attempts.get(i).startedAt(), attempts.get(i + 1).startedAt()))
                    .isEqualTo(retry.after());
        }
        assertThat(attempts.getLast().then()).isNull();
    }

    @Test
    void theLastExceptionIsThrownUnchangedWhenTheAttemptsAreUsedUp() {
        List<IOException> thrown = new ArrayList<>();
        Throwable caught = catchThrowable(() -> afterwise.call("service", () -> {
            thrown.add(new ConnectException("Connection refused"));
            throw thrown.getLast();
        }));

        assertThat(thrown).hasSize(3);
        assertThat(caught).isSameAs(thrown.getLast());
        assertThat(caught.getSuppressed()).isEmpty();
        Execution execution = recorded();
        assertThat(execution.outcome().status()).isEqualTo(Status.FAILED);
        assertThat(step(execution).attempts().getLast().then())
                .isEqualTo(new Recovery.GiveUp("all attempts are used up (3 of 3)"));
    }

    @Test
    void whatFailsForGoodIsNotTriedAgain() {
        var thrown = new FileNotFoundException("no such file");

        assertThatThrownBy(() -> afterwise.call("service", failing(9, thrown))).isSameAs(thrown);
        assertThat(calls).hasValue(1);
        assertThat(step(recorded()).attempts().getFirst().then()).isInstanceOf(Recovery.GiveUp.class);
    }

    @Test
    void whatWasStoppedIsNotTriedAgain() {
        assertThatThrownBy(() -> afterwise.call("service", failing(9, new CancellationException("enough"))))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> afterwise.call("service", failing(9, new InterruptedException())))
                .isInstanceOf(InterruptedException.class);

        assertThat(calls).hasValue(2);
        assertThat(executions())
                .extracting(execution -> execution.outcome().status())
                .containsOnly(Status.CANCELLED);
    }

    @Test
    void aThreadThatWasToldToStopDoesNotTryAgain() {
        var thrown = new ConnectException("Connection reset");

        assertThatThrownBy(() -> afterwise.call("service", () -> {
                    calls.incrementAndGet();
                    Thread.currentThread().interrupt();
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).hasValue(1);
        assertThat(step(recorded()).attempts().getFirst().then())
                .isEqualTo(new Recovery.GiveUp("the thread was told to stop"));
    }

    @Test
    void aThreadThatIsToldToStopWhileItWaitsThrowsWhatTheAttemptThrew() {
        var impatient = new ManualTime() {
            @Override
            public synchronized void sleep(Duration duration) throws InterruptedException {
                throw new InterruptedException();
            }
        };
        var thrown = new ConnectException("Connection reset");
        try (var other = Afterwise.with(Store.inMemory(), Settings.STANDARD.with(impatient))) {
            assertThatThrownBy(() -> other.call("service", failing(9, thrown))).isSameAs(thrown);
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).hasValue(1);
    }

    @Test
    void errorsAreNotTriedAgainAndNotHeldAgainstTheComponent() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> afterwise.call("service", () -> {
                        calls.incrementAndGet();
                        throw new AssertionError("a bug");
                    }))
                    .isInstanceOf(AssertionError.class);
        }

        assertThat(calls).hasValue(20);
        assertThat(afterwise.breakers()).containsEntry("service", new BreakerState.Closed());
    }

    @Test
    void aComponentThatKeepsFailingIsNotCalledUntilItsTimeIsOver() throws Exception {
        for (int i = 0; i < 3; i++) {
            fails(afterwise, "ai_provider");
        }
        int made = calls.get();
        var refused = (CircuitOpenException) catchThrowable(() -> afterwise.call("ai_provider", () -> "unused"));

        assertThat(made).isEqualTo(3);
        assertThat(refused.component()).isEqualTo("ai_provider");
        assertThat(refused.retryAt()).isAfter(time.now());
        Execution execution = executions().getFirst();
        assertThat(execution.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(refused.failure()));
        assertThat(step(execution).attempts().getFirst().outcome().status()).isEqualTo(Status.FAILED);
        assertThat(step(execution).attempts().getFirst().then()).isInstanceOf(Recovery.GiveUp.class);

        time.advance(Duration.between(time.now(), refused.retryAt()).plusNanos(1_000));
        assertThat(afterwise.call("ai_provider", () -> "back")).isEqualTo("back");
    }

    @Test
    void aCallWhoseBreakerOpensWhileItWaitsThrowsWhatItsAttemptThrew() {
        var opened = new AtomicReference<Afterwise>();
        var busy = new ManualTime() {
            @Override
            public synchronized void sleep(Duration duration) throws InterruptedException {
                super.sleep(duration);
                for (int i = 0; i < 5; i++) {
                    fails(Objects.requireNonNull(opened.get()), "service");
                }
            }
        };
        var thrown = new SocketTimeoutException("Read timed out");
        try (var other = Afterwise.with(Store.inMemory(), Settings.STANDARD.with(busy))) {
            opened.set(other);
            assertThatThrownBy(() -> other.call("service", () -> {
                        throw thrown;
                    }))
                    .isSameAs(thrown);
            other.flush();
            Execution last = other.history().find(Query.newest(20)).items().stream()
                    .filter(headline -> headline.profile().task().equals("service"))
                    .map(headline -> other.history().execution(headline.id()).orElseThrow())
                    .findFirst()
                    .orElseThrow();
            assertThat(step(last).attempts()).hasSize(2);
            assertThat(step(last).attempts().getLast().outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed ->
                                    assertThat(failed.failure().failureClass()).isEqualTo(FailureClass.CIRCUIT_OPEN));
        }
    }

    @Test
    void anOuterCallDoesNotRetryWhatABreakerWithinRefuses() {
        for (int i = 0; i < 5; i++) {
            fails(afterwise, "inner");
        }
        int slept = time.sleeps().size();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> afterwise.run(
                            "work", run -> run.call("outer", () -> run.call("inner", calls::incrementAndGet))))
                    .isInstanceOf(CircuitOpenException.class);
        }

        assertThat(time.sleeps()).hasSize(slept);
        assertThat(afterwise.breakers()).containsEntry("outer", new BreakerState.Closed());
    }

    @Test
    void insideARunItIsAStepOfThatRun() throws Exception {
        afterwise.run(
                "support",
                run -> run.phase(
                        "answer",
                        () -> run.call("service", () -> {
                            run.usage(Usage.tokens(10, 1));
                            run.tool("inside", () -> null);
                            return failing(1, new ConnectException("reset")).call();
                        })));

        Execution execution = recorded();
        assertThat(execution.profile().task()).isEqualTo("support");
        assertThat(execution.steps())
                .extracting(step -> step.action().name())
                .containsExactlyInAnyOrder("answer", "service", "inside", "inside");
        Step service = execution.steps().stream()
                .filter(step -> step.action().name().equals("service"))
                .findFirst()
                .orElseThrow();
        assertThat(service.attempts())
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt.usage()).isEqualTo(Usage.tokens(10, 1)));
        assertThat(execution.steps())
                .filteredOn(step -> step.action().name().equals("inside"))
                .allMatch(step -> service.id().equals(step.parent()));
        assertThat(execution.headline().usage()).isEqualTo(Usage.tokens(20, 2));
    }

    @Test
    void noWaitIsBegunThatWouldPassTheDeadline() {
        assertThatThrownBy(() -> afterwise.run(
                        "work",
                        run -> run.call("service", Duration.ofMillis(1), failing(9, new ConnectException("reset")))))
                .isInstanceOf(ConnectException.class);

        assertThat(time.sleeps().stream().mapToLong(Duration::toMillis).sum()).isLessThanOrEqualTo(1);
    }

    @Test
    @SuppressWarnings("NullAway") // What a caller without null checks does.
    void aCallWithoutANameIsHealedToo() throws Exception {
        String result = afterwise.run("work", run -> run.call(null, failing(1, new ConnectException("reset"))));

        assertThat(result).isEqualTo("done");
        assertThat(step(recorded()).action().name()).isEqualTo("unnamed");
    }

    /** Calls the component in a way that fails, without waiting. */
    private void fails(Afterwise opened, String component) {
        assertThatThrownBy(() -> opened.run(
                        "other work",
                        run -> run.call(
                                component, Duration.ZERO, failing(Integer.MAX_VALUE, new ConnectException("refused")))))
                .isInstanceOf(Exception.class);
    }

    private <X extends Exception> Operation<String, X> failing(int times, X thrown) {
        return () -> {
            if (calls.incrementAndGet() <= times) {
                throw thrown;
            }
            return "done";
        };
    }

    private List<Execution> executions() {
        afterwise.flush();
        return afterwise.history().find(Query.newest(50)).items().stream()
                .map(headline -> afterwise.history().execution(headline.id()).orElseThrow())
                .toList();
    }

    private Execution recorded() {
        List<Execution> all = executions();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static Step step(Execution execution) {
        return execution.steps().getFirst();
    }
}

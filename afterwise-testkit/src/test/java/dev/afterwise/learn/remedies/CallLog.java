package dev.afterwise.learn.remedies;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Recovery;
import dev.afterwise.Severity;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Made-up executions of a task "order", each of which calls the component "shop" once, in one attempt or two. */
final class CallLog {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration TOOK = Duration.ofSeconds(1);
    private static final Outcome WORKED = new Outcome.Succeeded(TOOK);

    private final List<Execution> executions = new ArrayList<>();

    List<Execution> executions() {
        return executions;
    }

    static Outcome failed(FailureClass failureClass) {
        return new Outcome.Failed(
                TOOK, Failure.of(failureClass, Severity.MEDIUM, Transience.TRANSIENT, failureClass.label(), ""));
    }

    /** One attempt. */
    void call(Duration at, boolean works) {
        add(at, List.of(attempt(1, at, works ? WORKED : failed(FailureClass.TIMEOUT), null)));
    }

    /** One that the breaker refuses. */
    void refused(Duration at) {
        add(at, List.of(attempt(1, at, failed(FailureClass.CIRCUIT_OPEN), null)));
    }

    /** One that fails, and is given up. */
    void givenUp(Duration at, String because) {
        add(at, List.of(attempt(1, at, failed(FailureClass.TIMEOUT), new Recovery.GiveUp(because))));
    }

    /** One that fails, and what is done about it. */
    void recovered(Duration at, Recovery then, boolean works) {
        add(
                at,
                List.of(
                        attempt(1, at, failed(FailureClass.TIMEOUT), then),
                        attempt(2, at.plus(TOOK), works ? WORKED : failed(FailureClass.TIMEOUT), null)));
    }

    private static Attempt attempt(int number, Duration at, Outcome outcome, @Nullable Recovery then) {
        return new Attempt(number, null, START.plus(at), outcome, Usage.NONE, Payload.NONE, then);
    }

    private void add(Duration at, List<Attempt> attempts) {
        var headline = new Headline(
                ExecutionId.of("call " + executions.size()),
                Profile.of("order"),
                "",
                START.plus(at),
                attempts.getLast().outcome(),
                Usage.NONE,
                new TreeMap<>());
        var step = new Step(StepId.named("shop"), null, new Action.ToolCall("shop", Payload.NONE), attempts);
        executions.add(new Execution(headline, About.NOTHING, List.of(step), List.of(), List.of()));
    }
}

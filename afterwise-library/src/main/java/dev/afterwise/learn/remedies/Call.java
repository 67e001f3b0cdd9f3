package dev.afterwise.learn.remedies;

import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Step;
import dev.afterwise.Transience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to call a component, as the component's guard sees it.
 *
 * @param number of the attempt in its step, from 1
 * @param failure null unless it failed
 * @param next how the attempt after it ended; null if there was none
 */
record Call(
        ExecutionId execution,
        Instant at,
        int number,
        Sign sign,
        @Nullable Duration took,
        @Nullable Failure failure,
        @Nullable Recovery then,
        @Nullable Outcome next) {
    /** What it says about the component. */
    enum Sign {
        WELL,
        FAILING,
        /** It was not made, because the component's breaker was open or all its places were taken. */
        REFUSED,
        /** Nothing. */
        SILENT
    }

    /** All calls of the executions by component, each list in the order in which they began. An execution that is there twice counts once. */
    static SortedMap<String, List<Call>> byComponent(Collection<Execution> executions) {
        SortedMap<String, List<Call>> calls = new TreeMap<>();
        var seen = new HashSet<ExecutionId>();
        for (Execution execution : executions) {
            if (seen.add(execution.id())) {
                for (Step step : execution.steps()) {
                    if (step.action() instanceof Action.ToolCall(String tool, var ignored)) {
                        add(calls, execution.id(), tool, step.attempts());
                    }
                }
            }
        }
        calls.values().forEach(all -> all.sort(Comparator.comparing(Call::at).thenComparing(Call::execution)));
        return calls;
    }

    private static void add(Map<String, List<Call>> calls, ExecutionId id, String tool, List<Attempt> attempts) {
        String component = tool;
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            Outcome outcome = attempt.outcome();
            Outcome next = i + 1 < attempts.size() ? attempts.get(i + 1).outcome() : null;
            Failure failure = outcome instanceof Outcome.Failed failed ? failed.failure() : null;
            Duration took = outcome instanceof Outcome.Ended ended ? ended.took() : null;
            calls.computeIfAbsent(component, name -> new ArrayList<>())
                    .add(new Call(
                            id,
                            attempt.startedAt(),
                            attempt.number(),
                            sign(outcome),
                            took,
                            failure,
                            attempt.then(),
                            next));
            if (attempt.then() instanceof Recovery.FallBack(String to, String ignored)) {
                component = to;
            }
        }
    }

    /** As guards judge it. */
    private static Sign sign(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded ignored -> Sign.WELL;
            case Outcome.Failed failed -> sign(failed.failure());
            default -> Sign.SILENT;
        };
    }

    private static Sign sign(Failure failure) {
        return switch (failure.failureClass()) {
            case CIRCUIT_OPEN -> Sign.REFUSED;
            case CANCELLED, RATE_LIMIT -> Sign.SILENT;
            case TIMEOUT, NETWORK, CONNECTION, UNAVAILABLE, RESOURCE_EXHAUSTED -> Sign.FAILING;
            default -> failure.transience() == Transience.PERMANENT ? Sign.WELL : Sign.FAILING;
        };
    }

    /** Whether the attempt that followed succeeded; null if none did, or nobody knows. */
    @Nullable
    Boolean recovered() {
        return switch (next) {
            case Outcome.Succeeded ignored -> Boolean.TRUE;
            case Outcome.Failed ignored -> Boolean.FALSE;
            case null, default -> null;
        };
    }

    boolean isOf(FailureClass failureClass) {
        return failure != null && failure.failureClass() == failureClass;
    }
}

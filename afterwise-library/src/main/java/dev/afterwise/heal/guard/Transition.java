package dev.afterwise.heal.guard;

import static dev.afterwise.BreakerState.Kind.CLOSED;
import static dev.afterwise.BreakerState.Kind.FORCED_OPEN;
import static dev.afterwise.BreakerState.Kind.HALF_OPEN;
import static dev.afterwise.BreakerState.Kind.OPEN;

import dev.afterwise.BreakerState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One move of a circuit breaker. */
record Transition(BreakerState.Kind from, Sign on, BreakerState.Kind to) {
    /** The whole machine. What is not in here does not happen. */
    static final List<Transition> TABLE = List.of(
            new Transition(CLOSED, Sign.FAILURES_IN_A_ROW, OPEN),
            new Transition(CLOSED, Sign.FAILURE_RATE, OPEN),
            new Transition(CLOSED, Sign.SLOW_RATE, OPEN),
            new Transition(OPEN, Sign.WAITED, HALF_OPEN),
            new Transition(HALF_OPEN, Sign.PROBE_SUCCEEDED, HALF_OPEN),
            new Transition(HALF_OPEN, Sign.PROBES_SUFFICED, CLOSED),
            new Transition(HALF_OPEN, Sign.PROBE_FAILED, OPEN),
            new Transition(HALF_OPEN, Sign.PROBE_LOST, OPEN),
            new Transition(CLOSED, Sign.FORCED, FORCED_OPEN),
            new Transition(OPEN, Sign.FORCED, FORCED_OPEN),
            new Transition(HALF_OPEN, Sign.FORCED, FORCED_OPEN),
            new Transition(OPEN, Sign.RESET, CLOSED),
            new Transition(HALF_OPEN, Sign.RESET, CLOSED),
            new Transition(FORCED_OPEN, Sign.RESET, CLOSED));

    static Optional<Transition> of(BreakerState.Kind from, Sign on) {
        return TABLE.stream().filter(each -> each.from == from && each.on == on).findFirst();
    }

    /** The table as the documentation shows it. */
    static String markdown() {
        return TABLE.stream()
                .map(each -> "| %s | %s | %s |".formatted(each.from.label(), each.on.words(), each.to.label()))
                .collect(Collectors.joining("\n", "| from | when | to |\n| --- | --- | --- |\n", "\n"));
    }
}

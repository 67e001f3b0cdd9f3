package dev.afterwise.heal.guard;

import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState;
import java.time.Instant;

/** Something that happened to what guards a component, for whoever listens. */
public sealed interface GuardEvent {
    String component();

    Instant at();

    /**
     * The circuit breaker went from one state to another.
     *
     * @param because what was seen, in words for people
     */
    record Moved(String component, Instant at, BreakerState.Kind from, BreakerState.Kind to, String because)
            implements GuardEvent {}

    /** The recovery budget allows no further attempt for now. Told once, and again after it has allowed one. */
    record BudgetExhausted(String component, Instant at) implements GuardEvent {}

    /** Fewer calls may be out at a time than before, because there was too much to do; before, any number might if it was {@code 1 << 23}. */
    record ConcurrencyChanged(String component, Instant at, int before, int after) implements GuardEvent {}

    /**
     * The breaker goes by other limits from now on.
     *
     * @param dryRun whether it refuses nothing from now on
     */
    record Reconfigured(String component, Instant at, BreakerLimits before, BreakerLimits after, boolean dryRun)
            implements GuardEvent {}

    /** One component lent another of its recovery budget. */
    record Lent(String component, Instant at, String to) implements GuardEvent {}
}

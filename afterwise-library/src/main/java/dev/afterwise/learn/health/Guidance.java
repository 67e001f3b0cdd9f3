package dev.afterwise.learn.health;

import dev.afterwise.Transience;
import dev.afterwise.learn.health.Optimisation.Kind;
import java.util.List;

/** Ways to do something about it, the likeliest first. */
final class Guidance {
    private Guidance() {}

    static final List<String> CUT_THE_TAIL = List.of(
            "Give it 'timeout: learned', or the time-out named here, and a retry.",
            "Look at the slowest ones: if the same input is always slow, split it instead.",
            "Where it is called twice with the same input, keep the answer.");

    static final List<String> ALWAYS_SLOW = List.of(
            "Run what does not depend on it at the same time ('needs' in a plan).",
            "Give it less: a smaller input, fewer rows, a shorter prompt; or keep its answers.",
            "Try a quicker agent or model beside the usual one ('choose' in a plan), and let the history decide.");

    private static final List<String> PASSING = List.of(
            "Retry it with growing waits ('retry' in a plan, Recovery.Retry in Java), within a recovery budget.",
            "Fall back on another agent or model after the last attempt ('fallback').",
            "Put a circuit breaker before whatever it calls, so that an outage costs little.");

    private static final List<String> STAYING = List.of(
            "It will fail again in the same way: look at an example, and mend what it complains about.",
            "Check the input before the work begins, so that it fails at once ('success' checks, validation).",
            "Where a person has to decide, escalate it ('on_error: escalate').");

    private static final List<String> UNTOLD = List.of(
            "Record what was said when it failed: without type and message nobody can tell whether it passes by itself.",
            "Look at some examples, and add a rule for what they have in common (docs/healing.md).",
            "Compare agents and models on it: 'afterwise recommend TASK'.");

    static List<String> of(Transience transience) {
        return switch (transience) {
            case TRANSIENT -> PASSING;
            case PERMANENT -> STAYING;
            case UNKNOWN -> UNTOLD;
        };
    }

    static List<String> of(Kind kind) {
        return switch (kind) {
            case CACHE ->
                List.of(
                        "See whether entries expire or are pushed out before they are asked for again: a longer life, more room.",
                        "Make the key no finer than the answer: leave ids, times and spaces out of it.",
                        "Fill it before the busy hours (afterwise patterns --type temporal).");
            case CONNECTIONS ->
                List.of(
                        "Give connections back sooner: no network call or model call while one is held.",
                        "Limit how many run at a time (AFTERWISE_MAX_CONCURRENCY), or enlarge the pool.",
                        "Look for slow statements: what takes half as long holds half as many.");
            case ERROR_HANDLING -> PASSING;
            case SLOW_OPERATION -> ALWAYS_SLOW;
        };
    }
}

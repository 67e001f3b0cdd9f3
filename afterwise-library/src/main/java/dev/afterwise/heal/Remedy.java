package dev.afterwise.heal;

import dev.afterwise.FailureClass;
import dev.afterwise.Transience;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Something that may help against a failure, and the share of failures that experts expect it to end. That share is an
 * opinion to start from, nothing that was measured.
 *
 * @param strategy the name as recoveries have it, such as {@code retry}
 * @param prior from 0 to 1; empty where nobody ventured a number
 */
public record Remedy(String strategy, OptionalDouble prior) {
    private static final Remedy RETRY = of("retry", 0.85);
    private static final Remedy CLEAR_CACHE = of("clear_cache", 0.75);
    private static final Remedy REDUCE_SCOPE = of("reduce_scope", 0.70);
    private static final Remedy FALL_BACK = of("fallback", 0.90);
    private static final Remedy RESET_BREAKER = of("reset_breaker", 0.65);
    private static final Remedy SIMPLIFY = of("simplify");
    private static final Remedy REPROMPT = of("reprompt");
    private static final Remedy CREATE_PATH = of("create_path");
    private static final Remedy ESCALATE = of("escalate");

    private static Remedy of(String strategy, double prior) {
        return new Remedy(strategy, OptionalDouble.of(prior));
    }

    private static Remedy of(String strategy) {
        return new Remedy(strategy, OptionalDouble.empty());
    }

    /** What to try against failures of this kind, in this order. What doesn't pass is not merely tried again. */
    public static List<Remedy> against(FailureClass failureClass, Transience transience) {
        List<Remedy> all = against(failureClass);
        return transience == Transience.PERMANENT
                ? all.stream().filter(each -> !each.equals(RETRY)).toList()
                : all;
    }

    private static List<Remedy> against(FailureClass failureClass) {
        return switch (failureClass) {
            case TIMEOUT -> List.of(RETRY, REDUCE_SCOPE, FALL_BACK);
            case RATE_LIMIT, CONNECTION, UNAVAILABLE, NETWORK -> List.of(RETRY, FALL_BACK);
            case RESOURCE_EXHAUSTED -> List.of(RETRY, REDUCE_SCOPE, SIMPLIFY, FALL_BACK, ESCALATE);
            case TOO_LARGE -> List.of(REDUCE_SCOPE, SIMPLIFY, FALL_BACK);
            case CACHE -> List.of(CLEAR_CACHE, RETRY);
            case CIRCUIT_OPEN -> List.of(FALL_BACK, RESET_BREAKER);
            case MODEL_ERROR -> List.of(REPROMPT, FALL_BACK);
            case SYNTAX, VALIDATION -> List.of(REPROMPT, ESCALATE);
            case NOT_FOUND -> List.of(CREATE_PATH, FALL_BACK, ESCALATE);
            case PERMISSION -> List.of(ESCALATE);
            case CANCELLED -> List.of();
            case UNKNOWN -> List.of(RETRY, FALL_BACK, ESCALATE);
        };
    }
}

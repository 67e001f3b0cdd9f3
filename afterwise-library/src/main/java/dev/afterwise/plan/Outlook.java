package dev.afterwise.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is expected of the steps of plans, by whoever knows their history. Asked when a run begins, and again when it goes
 * otherwise than was expected. Safe for use by many threads; must not throw.
 */
public interface Outlook {
    /** Nothing is expected: steps begin in the order in which they are ready. */
    Outlook NONE = (plan, places, seen) -> Order.FIRST_COME;

    /**
     * How long something usually takes.
     *
     * @param low one in ten is over by then
     * @param high nine in ten are
     */
    record Expected(Duration low, Duration high) {}

    /**
     * The order in which steps that are ready begin.
     *
     * @param places how many attempts can be made at once
     * @param seen how long each step took that is over in this run; zero for those that will not be done
     */
    Order order(Plan plan, int places, Map<String, Duration> seen);

    /** How long a step usually takes when this agent does it; empty where too little is known. */
    default Optional<Expected> expected(Plan plan, PlanStep step, String agent) {
        return Optional.empty();
    }

    /** The agents of a step, those first that do it best by all that is known; empty where too little is known of one of them. */
    default List<String> ranked(Plan plan, PlanStep step) {
        return List.of();
    }
}

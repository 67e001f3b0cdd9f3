package dev.afterwise.plan;

import java.time.Duration;
import java.util.Map;

/**
 * What is expected of the steps of plans, by whoever knows their history. Asked when a run begins, and again when it goes
 * otherwise than was expected. Safe for use by many threads; must not throw.
 */
public interface Outlook {
    /** Nothing is expected: steps begin in the order in which they are ready. */
    Outlook NONE = (plan, places, seen) -> Order.FIRST_COME;

    /**
     * The order in which steps that are ready begin.
     *
     * @param places how many attempts can be made at once
     * @param seen how long each step that is over took in this run
     */
    Order order(Plan plan, int places, Map<String, Duration> seen);
}

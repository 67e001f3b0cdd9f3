package dev.afterwise;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * When the circuit breaker of a component opens, and for how long. A rate counts from ten calls on and only as far as its
 * sample supports it: what is compared is the lower end of its 95 % interval.
 *
 * @param failuresInARow opens it, from 1 to 62
 * @param failureRate above which it opens, from 0 to 1; at 1 it never does
 * @param slowRate the rate of slow calls above which it opens, from 0 to 1; at 1 it never does, and calls are not timed
 * @param slowAfter how long a call takes that is called slow, whether it has ended or not
 * @param window over which rates are taken; also over the last 62 calls
 * @param openFor the longest that it stays open the first time; the wait is drawn from a third of this upwards
 * @param longestOpen the longest that it stays open when it has opened again and again
 */
public record BreakerLimits(
        int failuresInARow,
        double failureRate,
        double slowRate,
        Duration slowAfter,
        Duration window,
        Duration openFor,
        Duration longestOpen) {
    /** The most failures in a row that can be asked for: so many calls are remembered one by one. */
    public static final int MOST_IN_A_ROW = 62;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int LONGER = 5;

    private static final Map<String, BreakerLimits> KNOWN = Map.of(
            "ai_provider",
            after(3, Duration.ofSeconds(30)),
            "persistence",
            after(5, Duration.ofSeconds(60)).slow(0.5, Duration.ofSeconds(30)),
            "agent_coordinator",
            after(2, Duration.ofSeconds(15)),
            "tool_call",
            after(3, Duration.ofSeconds(45)));

    /** What holds for a component that nobody said anything about. */
    public static final BreakerLimits STANDARD = after(5, Duration.ofSeconds(30));

    /** @throws IllegalArgumentException if a part is out of range */
    public BreakerLimits {
        if (failuresInARow < 1 || failuresInARow > MOST_IN_A_ROW) {
            throw new IllegalArgumentException("Failures in a row must be from 1 to %d, but these are (%d)."
                    .formatted(MOST_IN_A_ROW, failuresInARow));
        }
        rate("The failure rate", failureRate);
        rate("The slow rate", slowRate);
        span("The time after which a call is slow", slowAfter);
        span("The window", window);
        span("The time that a breaker stays open", openFor);
        span("The longest time that a breaker stays open", longestOpen);
        if (longestOpen.compareTo(openFor) < 0) {
            throw new IllegalArgumentException(
                    "The longest time that a breaker stays open (%s) must not be shorter than the first, but that is (%s)."
                            .formatted(longestOpen, openFor));
        }
    }

    /** Opens after so many failures in a row, or when more than half of the calls fail. */
    public static BreakerLimits after(int failuresInARow, Duration openFor) {
        return new BreakerLimits(
                failuresInARow,
                0.5,
                1,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                openFor,
                openFor.multipliedBy(LONGER));
    }

    /** What holds for a component by default. */
    public static BreakerLimits of(String component) {
        return KNOWN.getOrDefault(component, STANDARD);
    }

    /** The components that have limits of their own by default. */
    public static Set<String> known() {
        return KNOWN.keySet();
    }

    /** Opens also when more than this part of the calls is slow. */
    public BreakerLimits slow(double rate, Duration after) {
        return new BreakerLimits(failuresInARow, failureRate, rate, after, window, openFor, longestOpen);
    }

    /** Opens also when more than this part of the calls fails. */
    public BreakerLimits withFailureRate(double rate) {
        return new BreakerLimits(failuresInARow, rate, slowRate, slowAfter, window, openFor, longestOpen);
    }

    /** Whether slow calls count at all. */
    public boolean timesCalls() {
        return slowRate < 1;
    }

    private static void rate(String name, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("%s must be from 0 to 1, but it is (%s).".formatted(name, rate));
        }
    }

    private static void span(String name, Duration span) {
        if (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s must be from a millisecond to a day, but it is (%s).".formatted(name, span));
        }
    }
}

package dev.afterwise.heal;

import dev.afterwise.Caps;
import java.time.Duration;
import java.time.Instant;

/**
 * A raise of what the runs of a task may do about failures, for a minute: more attempts, more recoveries, more time.
 *
 * @param factor by how much, from 0.1 to 0.5
 * @param until when it ends
 * @param reserve how much is left of the reserve that boosts are paid from, from 0 to 5
 */
public record Boost(String task, double factor, Instant until, double reserve) {
    static final double LEAST = 0.1;
    static final double MOST = 0.5;

    private static final int MOST_OF_ANYTHING = 1_000;

    /** @throws IllegalArgumentException if the factor is out of range */
    public Boost {
        if (!(factor >= LEAST && factor <= MOST)) {
            throw new IllegalArgumentException(
                    "A boost must be from %s to %s, but it is (%s).".formatted(LEAST, MOST, factor));
        }
    }

    /**
     * One that holds as long as somebody wants it to, and is paid from no reserve.
     *
     * @param factor from 0.1 to 0.5
     */
    public static Boost standing(String task, double factor) {
        return new Boost(task, factor, Instant.MAX, 0);
    }

    /** So much more than these, rounded up. */
    public Caps raise(Caps caps) {
        return new Caps(raise(caps.perClass()), raise(caps.perExecution()), raise(caps.inARow()));
    }

    /** So many more, rounded up. */
    public int raise(int number) {
        return Math.toIntExact(Math.min(MOST_OF_ANYTHING, Math.round(Math.ceil(number * (1 + factor)))));
    }

    /** So many more attempts than these, rounded up, and so much more time. */
    public Tries raise(Tries tries) {
        Duration within = tries.within();
        double longer = within.toNanos() * (1 + factor);
        Duration raised = longer < Long.MAX_VALUE ? Duration.ofNanos(Math.round(longer)) : within;
        return new Tries(raise(tries.most()), tries.base(), tries.cap(), tries.floor(), raised);
    }
}

package dev.afterwise;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long one of several processes may do what only one of them is to do.
 *
 * <p>Clocks differ between machines, so a lease keeps nobody from anything: it spares work. Whoever acts under one writes by
 * compare-and-set, so that two at a time do no harm.
 *
 * @param holder who it is
 * @param until when it ends, unless it is renewed; by the holder's clock
 */
public record Lease(String holder, Instant until) {
    /** For how long a lease is taken or renewed. */
    public static final Duration TERM = Duration.ofMinutes(10);

    /** How much clocks are expected to differ at most. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** Whether somebody else must leave it alone. One that lasts longer than any can, by a clock far ahead, binds nobody. */
    public boolean binds(String other, Instant now) {
        return !holder.equals(other)
                && until.isAfter(now)
                && !until.isAfter(now.plus(TERM).plus(SKEW));
    }
}

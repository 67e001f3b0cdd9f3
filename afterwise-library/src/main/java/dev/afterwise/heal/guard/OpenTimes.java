package dev.afterwise.heal.guard;

import dev.afterwise.BreakerLimits;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long a breaker stays open, each time drawn anew so that many breakers don't probe in step.
 *
 * <p>Decorrelated jitter (Brooker, "Exponential backoff and jitter", 2015) with the cap applied before the draw: evenly from
 * a third of the first longest time up to a ceiling. A breaker that opens again soon after it was closed raises its
 * ceiling to three times its last wait, so that flapping lets fewer and fewer calls through; after it has stayed closed for as
 * long as the longest wait, that is forgotten, and also when most calls succeeded while it was closed: then closing it was
 * worth what it cost, and to stay away longer would only lose more of them. Within one outage, where probe after probe fails, the ceiling stays: a probe is
 * cheap, and recovery should be noticed soon.
 *
 * <p>Guarded by the breaker's lock.
 */
final class OpenTimes {
    private static final int GROWTH = 3;

    private final RandomGenerator random;
    private long first;
    private long longest;
    private long ceiling;
    private long last;
    private long closedAt;
    private boolean flapping;

    OpenTimes(BreakerLimits limits, RandomGenerator random) {
        this.random = random;
        change(limits);
    }

    /** Goes by other limits from now on, and remembers what was. */
    void change(BreakerLimits limits) {
        first = limits.openFor().toNanos();
        longest = limits.longestOpen().toNanos();
        ceiling = first;
    }

    /** The last wait; 0 if there was none. */
    long last() {
        return last;
    }

    /** When the breaker closed of itself; null if it did not, or so long ago that it doesn't matter any more. */
    @Nullable
    Long closedAt(long now) {
        return flapping && now - closedAt < longest ? closedAt : null;
    }

    /** Knows what another knew. */
    void recall(long last, @Nullable Long closedAt) {
        this.last = Math.min(last, longest);
        this.flapping = closedAt != null;
        this.closedAt = closedAt == null ? 0 : closedAt;
    }

    /** The wait after a closed breaker opened. */
    long afterClosed(long now) {
        boolean again = flapping && now - closedAt < longest;
        ceiling = again ? Math.clamp(GROWTH * last, first, longest) : first;
        return draw(first / GROWTH, ceiling);
    }

    /** To have been closed was good. */
    void forget() {
        flapping = false;
    }

    /** The wait after a probe failed. */
    long afterProbe() {
        return draw(first / GROWTH / 2, ceiling / 2);
    }

    /** Closed again; whoever resets a breaker says that what was before does not count. */
    void closed(long now, Sign why) {
        flapping = why != Sign.RESET;
        closedAt = now;
    }

    private long draw(long least, long most) {
        last = least + random.nextLong(most - least + 1);
        return last;
    }
}

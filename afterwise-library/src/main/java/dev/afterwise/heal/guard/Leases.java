package dev.afterwise.heal.guard;

import org.jspecify.annotations.Nullable;

/**
 * The probes of a half-open breaker: first one at a time, twice as many after each that succeeds, enough after three. Each
 * is leased for a time, so that one that never comes back is found out. Guarded by the breaker's lock.
 */
final class Leases {
    private static final int ENOUGH = 8;

    private final long[] starts = new long[ENOUGH];
    private final long leaseNanos;
    private int limit = 1;
    private int out;

    Leases(long leaseNanos) {
        this.leaseNanos = leaseNanos;
    }

    int left() {
        return limit - out;
    }

    /** Whether one more call may be made. */
    boolean grant(long now) {
        if (out >= limit) {
            return false;
        }
        starts[out++] = now;
        return true;
    }

    /** When the first lease runs out; null when no probe is out. */
    @Nullable
    Long firstEnd() {
        long oldest = starts[0];
        for (int i = 1; i < out; i++) {
            // Who reads the clock first is not always granted first.
            oldest = starts[i] - oldest < 0 ? starts[i] : oldest;
        }
        return out == 0 ? null : oldest + leaseNanos;
    }

    /** A probe is back. @return null if that decides nothing */
    @Nullable
    Sign back(long start, Ending how) {
        if (!remove(start)) {
            return null;
        }
        return switch (how) {
            case SUCCEEDED -> {
                limit *= 2;
                yield limit < ENOUGH ? Sign.PROBE_SUCCEEDED : Sign.PROBES_SUFFICED;
            }
            case FAILED, THROTTLED -> Sign.PROBE_FAILED;
            case ABANDONED -> null;
        };
    }

    private boolean remove(long start) {
        for (int i = 0; i < out; i++) {
            if (starts[i] == start) {
                System.arraycopy(starts, i + 1, starts, i, out - i - 1);
                out--;
                return true;
            }
        }
        return false;
    }
}

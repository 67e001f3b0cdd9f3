package dev.afterwise.benchmarks.faults;

/** A component's own rate limit: so many calls a second, and as many at once as it lets through in a tenth of that. One thread. */
final class Tokens {
    private double left;
    private long last;

    boolean take(long now, double perSecond) {
        left = Math.min(perSecond / 10, left + (now - last) * perSecond / 1e9);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}

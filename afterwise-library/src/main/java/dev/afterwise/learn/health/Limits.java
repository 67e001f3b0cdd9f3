package dev.afterwise.learn.health;

import java.time.Duration;

/**
 * What is still well.
 *
 * @param slow an operation whose 95th percentile is longer is slow
 * @param cacheHits a cache that answers less of what it is asked, as a share of 1, does too little
 * @param connections connections that are taken, as a share of those there are, should not be more
 * @param pool how many connections there are; 0 if nobody said
 */
public record Limits(Duration slow, double cacheHits, double connections, int pool) {
    /** A second, seven of ten, eight of ten. */
    public static final Limits USUAL = new Limits(Duration.ofSeconds(1), .7, .8, 0);

    /** @throws IllegalArgumentException if a part is out of range */
    public Limits {
        if (slow.isNegative() || slow.isZero()) {
            throw new IllegalArgumentException("What is slow (%s) must be longer than nothing.".formatted(slow));
        }
        if (!(cacheHits >= 0 && cacheHits <= 1 && connections > 0 && connections <= 1)) {
            throw new IllegalArgumentException(
                    "The shares (%s, %s) must be from 0 to 1.".formatted(cacheHits, connections));
        }
        if (pool < 0) {
            throw new IllegalArgumentException("A pool (%d) must not be negative.".formatted(pool));
        }
    }
}

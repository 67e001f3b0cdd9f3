package dev.afterwise.server;

import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each may ask: a bucket for each, which fills evenly and of which every request takes one. Of those who asked longest ago,
 * it is forgotten when there are too many; a forgotten bucket is a full one. Safe for use by many threads.
 */
final class Pace {
    private static final int MOST_KEPT = 10_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private static final class Bucket {
        private double level;
        private long at;
    }

    private final double perSecond;
    private final double most;
    private final Timekeeper time;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** @param burst how many at once, if there were none for long */
    Pace(double perSecond, int burst, Timekeeper time) {
        this.perSecond = perSecond;
        this.most = burst;
        this.time = time;
    }

    /** Takes one. @return zero if there was one, or when to ask again */
    synchronized Duration take(String who) {
        Bucket bucket = filled(who);
        if (bucket.level >= 1) {
            bucket.level--;
            return Duration.ZERO;
        }
        return wait(bucket);
    }

    /** When there will be one, without taking it. */
    synchronized Duration waitOf(String who) {
        if (!buckets.containsKey(who)) {
            return Duration.ZERO;
        }
        Bucket bucket = filled(who);
        return bucket.level >= 1 ? Duration.ZERO : wait(bucket);
    }

    private Duration wait(Bucket bucket) {
        return Duration.ofNanos((long) Math.ceil((1 - bucket.level) / perSecond * NANOS_PER_SECOND));
    }

    private Bucket filled(String who) {
        long now = time.nanos();
        Bucket bucket = buckets.computeIfAbsent(who, ignored -> {
            var made = new Bucket();
            made.level = most;
            made.at = now;
            return made;
        });
        bucket.level = Math.min(most, bucket.level + (double) (now - bucket.at) / NANOS_PER_SECOND * perSecond);
        bucket.at = now;
        return bucket;
    }
}

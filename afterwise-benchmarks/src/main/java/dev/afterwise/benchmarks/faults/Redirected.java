package dev.afterwise.benchmarks.faults;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;

/**
 * What the peers' calls to the machine's clocks and to its chance arrive at: the event loop that runs now, and a seeded
 * generator. One world at a time, one thread.
 */
public final class Redirected {
    private static EventLoop loop = new EventLoop();
    private static SplittableRandom random = new SplittableRandom(0);

    private static final Clock CLOCK = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return loop.now();
        }
    };

    private Redirected() {}

    static void to(EventLoop next, long seed) {
        loop = next;
        random = new SplittableRandom(seed);
    }

    public static long nanoTime() {
        return loop.nanos();
    }

    public static long currentTimeMillis() {
        return loop.now().toEpochMilli();
    }

    public static Instant instant() {
        return loop.now();
    }

    public static ZonedDateTime zoned() {
        return loop.now().atZone(ZoneOffset.UTC);
    }

    public static Clock clock() {
        return CLOCK;
    }

    public static double random() {
        return random.nextDouble();
    }

    @SuppressWarnings("DoNotCallSuggester") // Only redirected calls get here.
    public static void sleep(long millis) {
        throw new IllegalStateException(
                "Nobody must sleep in an event loop, but somebody would for (%d ms).".formatted(millis));
    }
}

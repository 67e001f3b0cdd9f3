package dev.afterwise.time;

import java.time.Duration;
import java.time.Instant;

/** The only way this library learns the time or waits. Safe for use by many threads. */
public interface Timekeeper {
    /** Wall-clock time, to say when something happened. Never subtract two of these. */
    Instant now();

    /** Nanoseconds since some fixed moment, to measure how long something took. Never goes back. */
    long nanos();

    /** Returns after at least {@code duration}; at once if that is zero or negative. */
    void sleep(Duration duration) throws InterruptedException;

    /** How long it has been since {@link #nanos} gave {@code start}. */
    default Duration since(long start) {
        return Duration.ofNanos(nanos() - start);
    }

    /** The machine's own clocks. */
    static Timekeeper system() {
        return SystemTime.INSTANCE;
    }
}

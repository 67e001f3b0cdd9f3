package dev.afterwise.testkit;

import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that moves only when told to, or when somebody sleeps: a sleep returns at once, and the time has passed. Safe for
 * use by many threads. A test may extend it, to look around whenever somebody sleeps.
 */
public class ManualTime implements Timekeeper {
    private final List<Duration> sleeps = new ArrayList<>();
    private Instant now;
    private long nanos;

    /** Begins with the year 2026. */
    public ManualTime() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public ManualTime(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    /** @throws IllegalArgumentException if {@code by} is negative; see {@link #setBack} */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException(
                    "Time must go forwards, but this is (%s).\nMaybe setBack is meant.".formatted(by));
        }
        now = now.plus(by);
        nanos += by.toNanos();
    }

    /** Moves the wall clock, and only that, back: what happens when a machine corrects its clock. */
    public synchronized void setBack(Duration by) {
        now = now.minus(by);
    }

    /** @throws InterruptedException if the thread was interrupted before; then no time passes */
    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (duration.isPositive()) {
            sleeps.add(duration);
            advance(duration);
        }
    }

    /** How long the sleeps were, in their order. */
    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}

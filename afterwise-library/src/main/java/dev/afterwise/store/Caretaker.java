package dev.afterwise.store;

import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Prunes a store at most once a day, on a thread of its own, while there is nothing else to write: it looks every hour, and
 * stops in between when there is. Of many processes that have the same store open, the others find it done. What goes wrong is logged.
 */
public final class Caretaker implements AutoCloseable {
    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration LOOK = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Logger LOG = System.getLogger("dev.afterwise.store");

    private final Upkeep upkeep;
    private final Retention retention;
    private final Timekeeper time;
    private final BooleanSupplier isIdle;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Caretaker(Upkeep upkeep, Retention retention, Timekeeper time, BooleanSupplier isIdle) {
        this.upkeep = upkeep;
        this.retention = retention;
        this.time = time;
        this.isIdle = isIdle;
        this.thread = Thread.ofPlatform().daemon().name("afterwise-caretaker").unstarted(this::care);
    }

    /**
     * Begins at once.
     *
     * @param isIdle whether there is nothing to write
     */
    public static Caretaker of(Upkeep upkeep, Retention retention, Timekeeper time, BooleanSupplier isIdle) {
        var caretaker = new Caretaker(upkeep, retention, time, isIdle);
        caretaker.thread.start();
        return caretaker;
    }

    private void care() {
        try {
            do {
                pruneIfDue();
            } while (!closed.await(LOOK.toMinutes(), TimeUnit.MINUTES));
        } catch (InterruptedException closing) {
            // Somebody wants this thread to end.
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "What is past its time is not removed: %s".formatted(e.getMessage()), e);
        }
    }

    private void pruneIfDue() {
        Instant now = time.now();
        boolean isDue =
                upkeep.lastPruned().map(last -> !last.plus(EVERY).isAfter(now)).orElse(true);
        if (isDue) {
            upkeep.prune(retention, now, (due, gone, held) -> closed.getCount() > 0 && isIdle.getAsBoolean());
        }
    }

    /** Waits for the piece that is being removed, but not for long: it is removed as a whole or not at all in any case. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

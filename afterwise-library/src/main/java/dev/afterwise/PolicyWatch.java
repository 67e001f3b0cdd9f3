package dev.afterwise;

import dev.afterwise.store.StoreException;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The policy as it was a second ago at most, from memory, for those who ask often. Whoever has to obey it is told when it has
 * changed. Where it can't be read, what was known before holds. Safe for use by many threads.
 */
final class PolicyWatch {
    private static final Logger LOG = System.getLogger("dev.afterwise");
    private static final long EVERY = Duration.ofSeconds(1).toNanos();

    private final Supplier<Policy> stored;
    private final Consumer<Policy> told;
    private final Timekeeper time;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Policy known = Policy.INITIAL;
    private volatile long readAt;
    private boolean hasFailed;

    /**
     * @param stored reads it
     * @param told is given it whenever it has changed, by one thread at a time
     */
    PolicyWatch(Supplier<Policy> stored, Consumer<Policy> told, Timekeeper time) {
        this.stored = stored;
        this.told = told;
        this.time = time;
        this.readAt = time.nanos() - EVERY;
    }

    /** What holds now; a change may come a second late. */
    Policy now() {
        if (time.nanos() - readAt >= EVERY) {
            read();
        }
        return known;
    }

    /** Nobody waits for another who reads: whoever is told may hold what that one needs to come here. */
    private void read() {
        if (!reading.tryLock()) {
            return;
        }
        try {
            readAt = time.nanos();
            use(stored.get());
        } catch (StoreException e) {
            if (!hasFailed) {
                LOG.log(Level.WARNING, "What was adopted must be read, but can't be, and stays as it was", e);
            }
            hasFailed = true;
        } finally {
            reading.unlock();
        }
    }

    /**
     * Knows already what it would read.
     *
     * @return the same
     */
    Policy use(Policy read) {
        reading.lock();
        try {
            if (!read.equals(known)) {
                known = read;
                told.accept(read);
            }
            return read;
        } finally {
            reading.unlock();
        }
    }
}

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
 * The policy from memory, for those who ask often. What is older than a second is read anew beside them, on a thread of its own; only
 * who asks first in {@link #LONG} waits for the store. Whoever has to obey the policy is told when it has changed. Where it can't
 * be read, what was known before holds. Safe for use by many threads.
 */
final class PolicyWatch implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.afterwise");
    private static final long EVERY = Duration.ofSeconds(1).toNanos();
    static final long LONG = Duration.ofSeconds(10).toNanos();

    private final Supplier<Policy> stored;
    private final Consumer<Policy> told;
    private final Timekeeper time;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Policy known = Policy.INITIAL;
    private volatile long readAt;
    private boolean hasFailed;
    private boolean isClosed;

    /**
     * @param stored reads it
     * @param told is given it whenever it has changed, by one thread at a time
     */
    PolicyWatch(Supplier<Policy> stored, Consumer<Policy> told, Timekeeper time) {
        this.stored = stored;
        this.told = told;
        this.time = time;
        this.readAt = time.nanos() - LONG;
    }

    /** What holds now; a change by another process may come a second or two late, or up to {@link #LONG} if nobody else asks. */
    Policy now() {
        long age = time.nanos() - readAt;
        if (age >= LONG) {
            refresh();
        } else if (age >= EVERY && !reading.isLocked()) {
            readAt = time.nanos();
            Thread.ofVirtual().name("afterwise-policy").start(this::refresh);
        }
        return known;
    }

    /** Reads it now. Nobody waits for another who reads: whoever is told may hold what that one needs to come here. */
    void refresh() {
        if (!reading.tryLock()) {
            return;
        }
        try {
            if (isClosed) {
                return;
            }
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

    /** Waits until nobody reads; from then on what is known holds. */
    @Override
    public void close() {
        reading.lock();
        try {
            isClosed = true;
        } finally {
            reading.unlock();
        }
    }
}

package dev.afterwise.heal.guard;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What happened, on its way from calls to those who listen. Who tells something never waits for who listens, holds no lock
 * of theirs and learns nothing of their exceptions: a virtual thread, which lives as long as there is something to tell,
 * brings everything to everybody, in the order in which it was told. At most {@value #MOST} events wait; what comes beyond
 * that is dropped and counted.
 *
 * <p>Safe for use by many threads.
 */
final class News {
    static final int MOST = 1_024;

    private static final Logger LOG = System.getLogger("dev.afterwise.heal");

    private final List<GuardListener> listeners = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<GuardEvent> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean delivering = new AtomicBoolean();

    void listen(GuardListener listener) {
        listeners.add(listener);
    }

    void ignore(GuardListener listener) {
        listeners.remove(listener);
    }

    /** Whether it makes sense to make an event. */
    boolean isHeard() {
        return !listeners.isEmpty();
    }

    long dropped() {
        return dropped.get();
    }

    void tell(GuardEvent event) {
        if (listeners.isEmpty()) {
            return;
        }
        if (size.incrementAndGet() > MOST) {
            size.decrementAndGet();
            dropped.incrementAndGet();
            return;
        }
        waiting.add(event);
        deliverUnlessSomebodyDoes();
    }

    private void deliverUnlessSomebodyDoes() {
        if (delivering.compareAndSet(false, true)) {
            Thread.ofVirtual().name("afterwise-guard-events").start(this::deliver);
        }
    }

    private void deliver() {
        for (GuardEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            size.decrementAndGet();
            for (GuardListener listener : listeners) {
                tell(listener, event);
            }
        }
        delivering.set(false);
        // What was told between the last look and this moment has found somebody who no longer looks.
        if (!waiting.isEmpty()) {
            deliverUnlessSomebodyDoes();
        }
    }

    private static void tell(GuardListener listener, GuardEvent event) {
        try {
            listener.heard(event);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "A listener to guards must not throw, but one did: %s".formatted(e), e);
        }
    }
}

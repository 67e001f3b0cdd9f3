package dev.afterwise.record;

import dev.afterwise.Recording.Pressure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be stored: the queue between those who record and the one thread that stores. It decides when that thread may
 * begin, and what happens when there is no more room.
 *
 * <p>After each turn the store is left alone for {@link #REST}, so that what comes meanwhile is stored together; a group that is
 * full, and whoever waits for the end of it, cuts the rest short. Safe for use by many threads.
 */
final class Outbox {
    static final int CAPACITY = 10_000;
    static final int GROUP = 1_000;
    private static final Duration REST = Duration.ofMillis(500);

    /** What can stand in the queue. */
    sealed interface Entry permits Parcel, Mark {}

    /** A place in the queue. */
    record Mark(CountDownLatch reached) implements Entry {}

    private final Pressure pressure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasWork = lock.newCondition();
    private final Condition hasRoom = lock.newCondition();
    private final Condition isFull = lock.newCondition();
    private List<Entry> waiting = new ArrayList<>();
    private boolean isHurried;
    private boolean isClosed;
    /** Something was taken to be brought back later; it comes before what waits. */
    private boolean isDiverted;
    /** It is on its way there. */
    private boolean isInHand;

    Outbox(Pressure pressure) {
        this.pressure = pressure;
    }

    /** Puts a parcel in, after a wait if need be and allowed. @return why it finds no place, or null */
    @Nullable
    String put(Parcel parcel) {
        lock.lock();
        try {
            if (waiting.size() >= CAPACITY && !isClosed && !madeRoom()) {
                return "the queue is full";
            }
            if (isClosed) {
                return "the recorder is closed";
            }
            add(parcel);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void add(Entry entry) {
        waiting.add(entry);
        int size = waiting.size();
        if (size == 1 || size == GROUP) {
            hasWork.signal();
        }
    }

    private boolean madeRoom() {
        long left = switch (pressure) {
            case Pressure.Block(Duration atMost) -> atMost.toNanos();
            case Pressure.Spill(var folder) -> Long.MAX_VALUE;
            case Pressure.Drop() -> 0;
        };
        try {
            while (waiting.size() >= CAPACITY && !isClosed && left > 0) {
                isFull.signal();
                left = hasRoom.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return waiting.size() < CAPACITY;
    }

    /** Puts a mark in, for which there is always room, and has all before it stored without a rest. */
    void mark(Mark mark) {
        lock.lock();
        try {
            add(mark);
            isHurried = true;
            hasWork.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * All that waits, once there is something and the rest is over. Nothing if what was taken before has to be brought back from
     * elsewhere first, or if the outbox is closed and empty.
     */
    List<Entry> take(boolean afterRest) throws InterruptedException {
        lock.lock();
        try {
            long left = afterRest ? REST.toNanos() : 0;
            while (!isHurried
                    && !isClosed
                    && !isBroughtBack()
                    && (waiting.isEmpty() || (left > 0 && waiting.size() < GROUP))) {
                if (left > 0) {
                    left = hasWork.awaitNanos(left);
                } else {
                    hasWork.await();
                }
            }
            while (isDiverted && !isBroughtBack()) {
                hasWork.await();
            }
            if (isDiverted) {
                return List.of();
            }
            isHurried = false;
            return all();
        } finally {
            lock.unlock();
        }
    }

    private boolean isBroughtBack() {
        return isDiverted && !isInHand;
    }

    /**
     * All that waits, once there is no more room, or nothing, once the outbox is closed: for whoever puts it elsewhere, and then
     * says {@link #isElsewhere}.
     */
    List<Entry> takeWhenFull() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.size() < CAPACITY && !isClosed) {
                isFull.await();
            }
            if (isClosed) {
                return List.of();
            }
            isDiverted = true;
            isInHand = true;
            return all();
        } finally {
            lock.unlock();
        }
    }

    /** What was taken is elsewhere, and comes before what waits. */
    void isElsewhere() {
        lock.lock();
        try {
            isInHand = false;
            hasWork.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Something that was taken was put elsewhere after all, and comes before what waits. */
    void divert() {
        lock.lock();
        try {
            isDiverted = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is true that nothing is elsewhere any more; then what waits is next. */
    boolean isBack(BooleanSupplier isTrue) {
        lock.lock();
        try {
            isDiverted &= isInHand || !isTrue.getAsBoolean();
            return !isDiverted;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a time, or until somebody is in a hurry. */
    void pause(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (left > 0 && !isHurried && !isClosed) {
                left = hasWork.awaitNanos(left);
            }
            isHurried = false;
        } finally {
            lock.unlock();
        }
    }

    /** All that waits now. */
    List<Entry> rest() {
        lock.lock();
        try {
            return all();
        } finally {
            lock.unlock();
        }
    }

    private List<Entry> all() {
        List<Entry> all = waiting;
        waiting = new ArrayList<>(Math.min(CAPACITY, all.size()));
        hasRoom.signalAll();
        return all;
    }

    /** Refuses what comes from now on. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
            isFull.signalAll();
            hasWork.signal();
            hasRoom.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }
}

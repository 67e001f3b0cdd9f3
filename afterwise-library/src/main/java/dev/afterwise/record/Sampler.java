package dev.afterwise.record;

import dev.afterwise.Metric;
import dev.afterwise.Sample;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes metric samples from any number of threads, and hands them to a sink on a thread of its own: at the latest a second
 * later, unless the sink is slower.
 *
 * <p>Whoever samples never waits and never sees an exception. What finds no room, is no finite number, or is refused by the
 * sink, is counted in {@link #dropped}, and what was dropped is logged.
 *
 * <p>Safe for use by many threads.
 */
public final class Sampler implements AutoCloseable {
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = System.getLogger("dev.afterwise.record");

    private final Consumer<Collection<Sample>> sink;
    private final Timekeeper time;
    private final BlockingQueue<Sample> waiting;
    private final Semaphore hurry = new Semaphore(0);
    private final AtomicLong dropped = new AtomicLong();
    private final ReentrantLock storing = new ReentrantLock();
    private long droppedAsLogged;
    private volatile @Nullable Thread writer;
    private volatile boolean closed;

    /**
     * @param sink stores all the samples it is given, or throws and stores none
     * @param capacity how many samples may wait
     */
    public Sampler(Consumer<Collection<Sample>> sink, int capacity, Timekeeper time) {
        this.sink = sink;
        this.time = time;
        this.waiting = new ArrayBlockingQueue<>(capacity);
    }

    /** Takes a sample of now. */
    public void sample(Metric metric, String component, double value) {
        if (closed || !Double.isFinite(value) || !waiting.offer(new Sample(metric, component, value, time.now()))) {
            dropped.incrementAndGet();
        } else if (writer == null) {
            start();
        } else if (waiting.remainingCapacity() < waiting.size()) {
            hurry();
        }
    }

    /** The thread is only there for those who sample. */
    private synchronized void start() {
        if (writer == null && !closed) {
            writer = Thread.ofPlatform().daemon().name("afterwise-samples").start(this::write);
        }
    }

    private void hurry() {
        if (hurry.availablePermits() == 0) {
            hurry.release();
        }
    }

    private void write() {
        try {
            while (true) {
                Sample first = waiting.take();
                store(first);
                hurry.tryAcquire(REST.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException closing) {
            // Closing stores what is left.
        }
    }

    /** Stores what was sampled before. */
    public void flush() {
        store(null);
    }

    private void store(@Nullable Sample first) {
        storing.lock();
        try {
            List<Sample> samples = new ArrayList<>();
            if (first != null) {
                samples.add(first);
            }
            waiting.drainTo(samples);
            if (!samples.isEmpty()) {
                hand(samples);
            }
            long lost = dropped.get();
            if (lost != droppedAsLogged) {
                LOG.log(Level.WARNING, "%d metric samples were dropped".formatted(lost - droppedAsLogged));
                droppedAsLogged = lost;
            }
        } finally {
            storing.unlock();
        }
    }

    private void hand(List<Sample> samples) {
        try {
            sink.accept(samples);
        } catch (RuntimeException refused) {
            dropped.addAndGet(samples.size());
            LOG.log(Level.WARNING, "The store refused metric samples", refused);
        }
    }

    /** How many samples were not stored since the start. */
    public long dropped() {
        return dropped.get();
    }

    /** Stores what was sampled before, and stops. What comes later is dropped. */
    @Override
    public void close() {
        Thread thread;
        synchronized (this) {
            closed = true;
            thread = writer;
        }
        flush();
        if (thread != null) {
            thread.interrupt();
            join(thread);
        }
    }

    /** It may hold a sample that it was about to store. */
    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

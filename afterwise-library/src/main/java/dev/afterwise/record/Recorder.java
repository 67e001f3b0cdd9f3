package dev.afterwise.record;

import dev.afterwise.Fact;
import dev.afterwise.Parent;
import dev.afterwise.Profile;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes facts from any number of threads and hands them to a sink on one thread of its own, many at a time, so that a
 * store commits once for all of them: within half a second, unless the sink is slower.
 *
 * <p>It never throws at those who record. When its queue of {@value #CAPACITY} is full, the caller waits for up to a
 * second; what then still finds no room, and what the sink refuses, is counted in {@link #lost} and logged.
 *
 * <p>Safe for use by many threads.
 */
public final class Recorder implements AutoCloseable {
    static final int CAPACITY = 10_000;
    private static final int GROUP = 1_000;
    /** How long the sink is left alone after it was given something, so that what comes meanwhile is stored together. */
    private static final Duration REST = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Logger LOG = System.getLogger("dev.afterwise.record");

    private sealed interface Entry {}

    /** Facts to store together. */
    private record Facts(List<Fact> facts) implements Entry {}

    /** A place in the queue: everything before it is with the sink once the latch is open. */
    private record Mark(CountDownLatch reached) implements Entry {}

    private final Consumer<List<Fact>> sink;
    private final Diagnosis diagnosis;
    private final Protection protection;
    private final Timekeeper time;
    private final RandomGenerator random;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Semaphore hurry = new Semaphore(0);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean closed;

    /**
     * Starts the thread that writes.
     *
     * @param sink stores all the facts it is given, or throws and stores none
     * @param diagnosis says what a failure means
     * @param protection of the components that are called
     */
    public Recorder(
            Consumer<List<Fact>> sink,
            Diagnosis diagnosis,
            Protection protection,
            Timekeeper time,
            RandomGenerator random) {
        this.sink = sink;
        this.diagnosis = diagnosis;
        this.protection = protection;
        this.time = time;
        this.random = random;
        this.writer = Thread.ofPlatform().daemon().name("afterwise-writer").start(this::write);
    }

    /** Begins to record an execution. It is visible as running at once, and complete after its end. */
    public Run begin(Profile profile) {
        return begin(profile, caller());
    }

    /** On whose behalf the calling thread acts: of the run recorded here that it is in, or null. */
    public @Nullable Parent caller() {
        Run run = Run.current();
        return run != null && run.isOf(this) ? run.asParent() : null;
    }

    /** Begins to record an execution on behalf of another, which may be recorded elsewhere. */
    public Run begin(Profile profile, @Nullable Parent parent) {
        return new Run(this, profile, parent, time, random, diagnosis, protection);
    }

    /** Queues facts to be stored together. */
    public void submit(List<Fact> facts) {
        submitUnchanging(List.copyOf(facts));
    }

    /** As {@link #submit}, for facts that nobody changes any more. */
    void submitUnchanging(List<Fact> facts) {
        if (!facts.isEmpty() && (closed || !offer(new Facts(facts)))) {
            lose(facts.size(), closed ? "the recorder is closed" : "the queue is full", null);
        } else if (queue.size() >= GROUP) {
            hurry();
        }
    }

    /** Waits until all that was submitted before has been handed to the sink. */
    public void flush() {
        var reached = new CountDownLatch(1);
        if (writer.isAlive() && offer(new Mark(reached))) {
            hurry();
            await(reached);
        }
    }

    /** How many facts were not stored since the start. */
    public long lost() {
        return lost.get();
    }

    /** How many groups of facts are waiting. */
    public int queued() {
        return queue.size();
    }

    /** Stores what was submitted before, and stops. What is submitted later is lost. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            flush();
            writer.interrupt();
        }
    }

    private boolean offer(Entry entry) {
        if (queue.offer(entry)) {
            return true;
        }
        try {
            return queue.offer(entry, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Waits even when interrupted, for closing must not lose anything; the interruption is kept for the caller. A writer that
     * has stopped opens no more latches.
     */
    private void await(CountDownLatch latch) {
        boolean interrupted = false;
        boolean reached = false;
        while (!reached && writer.isAlive()) {
            try {
                reached = latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts the writer's rest short. Once too often does no harm. */
    private void hurry() {
        if (hurry.availablePermits() == 0) {
            hurry.release();
        }
    }

    private void write() {
        List<Entry> entries = new ArrayList<>();
        try {
            while (true) {
                entries.add(queue.take());
                queue.drainTo(entries, GROUP - 1);
                store(entries);
                boolean isAwaited = false;
                for (Entry entry : entries) {
                    if (entry instanceof Mark(CountDownLatch reached)) {
                        isAwaited = true;
                        reached.countDown();
                    }
                }
                entries.clear();
                if (!isAwaited && queue.size() < GROUP) {
                    hurry.tryAcquire(REST.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException closing) {
            // Nothing is waiting: closing begins with a flush.
        }
    }

    private void store(List<Entry> entries) {
        List<List<Fact>> groups = new ArrayList<>(entries.size());
        int size = 0;
        for (Entry entry : entries) {
            if (entry instanceof Facts(List<Fact> facts)) {
                groups.add(facts);
                size += facts.size();
            }
        }
        List<Fact> all = groups.size() == 1 ? groups.getFirst() : new ArrayList<>(size);
        if (groups.size() > 1) {
            groups.forEach(all::addAll);
        }
        if (all.isEmpty() || stored(all, groups.size() == 1)) {
            return;
        }
        if (groups.size() > 1) {
            groups.forEach(group -> stored(group, true));
        }
    }

    /** Whether the sink took them. What can't be tried in smaller groups is lost. */
    private boolean stored(List<Fact> facts, boolean last) {
        try {
            sink.accept(facts);
            return true;
        } catch (RuntimeException | Error refused) {
            if (last) {
                lose(facts.size(), "the store refused them", refused);
            }
            return false;
        }
    }

    void lose(long facts, String because, @Nullable Throwable cause) {
        lost.addAndGet(facts);
        LOG.log(Level.WARNING, "%d facts were not stored: %s".formatted(facts, because), cause);
    }
}

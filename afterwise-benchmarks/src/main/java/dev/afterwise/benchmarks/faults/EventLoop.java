package dev.afterwise.benchmarks.faults;

import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Virtual time, and everything that is still to happen in it, in order. What is scheduled for the same moment happens in the
 * order in which it was scheduled, so that a run can be repeated to the bit. One thread.
 */
public final class EventLoop extends AbstractExecutorService implements ScheduledExecutorService, Timekeeper {
    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** Nothing may go by the clock having begun at zero. */
    private static final long BEFORE = Duration.ofHours(7).toNanos();

    private record Event(long at, long order, Runnable deed) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long order;

    /** Nanoseconds since this world began. */
    public long elapsed() {
        return now;
    }

    /** Lets something happen at a moment of {@link #elapsed}, or at once if that is over. */
    public void at(long moment, Runnable deed) {
        events.add(new Event(Math.max(now, moment), order++, deed));
    }

    /** Lets everything happen that is due before {@code end}. */
    public void runUntil(long end) {
        for (Event next = events.peek(); next != null && next.at < end; next = events.peek()) {
            events.remove();
            now = next.at;
            next.deed.run();
        }
        now = end;
    }

    @Override
    public Instant now() {
        return ORIGIN.plusNanos(now);
    }

    @Override
    public long nanos() {
        return BEFORE + now;
    }

    @Override
    public void sleep(Duration duration) {
        throw new IllegalStateException(
                "Nobody must sleep in an event loop, but somebody would for (%s).".formatted(duration));
    }

    @Override
    public void execute(Runnable command) {
        at(now, command);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return scheduled(new Task<>(command, now + Math.max(0, unit.toNanos(delay))));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return scheduled(new Task<>(callable, now + Math.max(0, unit.toNanos(delay))));
    }

    private <V> ScheduledFuture<V> scheduled(Task<V> task) {
        at(task.at, task);
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("Nothing is repeated here.");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("Nothing is repeated here.");
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    private final class Task<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
        private final long at;

        @SuppressWarnings("NullAway") // The result of a task without one is null.
        Task(Runnable command, long at) {
            super(command, null);
            this.at = at;
        }

        Task(Callable<V> callable, long at) {
            super(callable);
            this.at = at;
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}

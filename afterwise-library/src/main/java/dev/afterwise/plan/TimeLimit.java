package dev.afterwise.plan;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives Java code so long, and then interrupts it. */
final class TimeLimit {
    private TimeLimit() {}

    /**
     * Runs the code on a thread of its own. Code that goes on although it was interrupted is left behind.
     *
     * @throws TimeoutException if it took longer
     * @throws InterruptedException if the calling thread was told to stop; so has the code
     * @throws ExecutionException with what the code threw
     */
    static <T> T within(Duration limit, Callable<T> code)
            throws TimeoutException, InterruptedException, ExecutionException {
        var task = new FutureTask<>(code);
        Thread.startVirtualThread(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            task.cancel(true);
        }
    }
}

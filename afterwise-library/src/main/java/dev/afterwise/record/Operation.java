package dev.afterwise.record;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The body of a step. */
@FunctionalInterface
public interface Operation<T extends @Nullable Object, X extends Exception> {
    T call() throws X;

    /**
     * An operation that waits for what is done elsewhere, as an HTTP client's {@code sendAsync} does, and throws what made that fail.
     * A thread that is told to stop while it waits cancels it.
     */
    static <T extends @Nullable Object> Operation<T, Exception> await(Supplier<? extends CompletionStage<T>> begin) {
        return () -> {
            CompletableFuture<T> future = begin.get().toCompletableFuture();
            try {
                return future.get();
            } catch (InterruptedException e) {
                future.cancel(true);
                throw e;
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case Exception cause -> throw cause;
                    case Error cause -> throw cause;
                    case null, default -> throw e;
                }
            }
        };
    }
}

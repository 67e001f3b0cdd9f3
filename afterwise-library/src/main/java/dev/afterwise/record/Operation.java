package dev.afterwise.record;

import org.jspecify.annotations.Nullable;

/** The body of a step. */
@FunctionalInterface
public interface Operation<T extends @Nullable Object, X extends Exception> {
    T call() throws X;
}

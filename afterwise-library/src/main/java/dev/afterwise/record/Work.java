package dev.afterwise.record;

import org.jspecify.annotations.Nullable;

/** The body of an execution. */
@FunctionalInterface
public interface Work<T extends @Nullable Object, X extends Exception> {
    T in(Run run) throws X;
}

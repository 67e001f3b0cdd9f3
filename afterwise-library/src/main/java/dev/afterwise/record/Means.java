package dev.afterwise.record;

import dev.afterwise.Recovery;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a caller can do about a failure. */
sealed interface Means<T extends @Nullable Object, X extends Exception> {
    /** Do something, and then the same again. */
    record Act<T extends @Nullable Object, X extends Exception>(Treatments.Known treatment) implements Means<T, X> {}

    /** Do something else instead. */
    record Instead<T extends @Nullable Object, X extends Exception>(
            Recovery offer, Operation<? extends T, ? extends X> operation) implements Means<T, X> {}

    /** Ask a model again, and tell it what was wrong. */
    record Reprompt<T extends @Nullable Object, X extends Exception>(
            Function<String, Operation<? extends T, ? extends X>> operation) implements Means<T, X> {}

    /** Make the folder that is missing, if it is inside this one. */
    record Folders<T extends @Nullable Object, X extends Exception>(Path root) implements Means<T, X> {}

    /** Wait until the circuit breaker may let a call through. */
    record Probe<T extends @Nullable Object, X extends Exception>() implements Means<T, X> {}

    /** Go on with this. */
    record Value<T extends @Nullable Object, X extends Exception>(Supplier<? extends T> value) implements Means<T, X> {}

    /** Tell a person. */
    record Person<T extends @Nullable Object, X extends Exception>(Consumer<? super Escalation> listener)
            implements Means<T, X> {}
}

package dev.afterwise.record;

import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a number of items that can also be made on some of them at a time: rows by their keys, pages, files, messages.
 * When it fails because that is too much, it is made on halves, and on their halves, until it passes; what has passed is not
 * made again. The results are merged in the order of the items.
 *
 * @param items at least one
 * @param operation is given a part of the items, at least one of them
 * @param merge of the results of two parts, the earlier one first
 */
public record Scoped<I, T extends @Nullable Object, X extends Exception>(
        List<I> items, Part<I, T, X> operation, BinaryOperator<T> merge) implements Operation<T, X> {
    /** What is made of a part of the items. */
    @FunctionalInterface
    public interface Part<I, T extends @Nullable Object, X extends Exception> {
        T of(List<I> part) throws X;
    }

    /** @throws IllegalArgumentException if there are no items */
    public Scoped {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("There must be an item at least, but there is none.");
        }
    }

    /** Of all items at once. */
    @Override
    public T call() throws X {
        return operation.of(items);
    }
}

package dev.afterwise.record;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation that is made on one part after another, each as large as it has to be. Used by one thread. */
final class Parts<I, T extends @Nullable Object, X extends Exception> {
    private final Scoped<I, T, X> whole;
    private final Deque<List<I>> left = new ArrayDeque<>();
    private boolean hasResult;
    private @Nullable T result;

    Parts(Scoped<I, T, X> whole) {
        this.whole = whole;
        left.add(whole.items());
    }

    /** The operation on the next part. */
    Operation<T, X> next() {
        List<I> part = left.getFirst();
        return () -> whole.operation().of(part);
    }

    boolean canHalve() {
        return left.getFirst().size() > 1;
    }

    /** How large the next part will be when it is halved, compared with the whole. */
    double half() {
        int half = (left.getFirst().size() + 1) / 2;
        return (double) half / whole.items().size();
    }

    /** The next part is too large. */
    void halve() {
        List<I> part = left.removeFirst();
        int middle = (part.size() + 1) / 2;
        left.addFirst(part.subList(middle, part.size()));
        left.addFirst(part.subList(0, middle));
    }

    /** The next part passed. @return whether that was the last one */
    boolean passed(T more) {
        left.removeFirst();
        result = hasResult ? merged(more) : more;
        hasResult = true;
        return left.isEmpty();
    }

    @SuppressWarnings("NullAway") // Null only if an operation gave that.
    private T merged(T more) {
        return whole.merge().apply(result, more);
    }

    @SuppressWarnings("NullAway") // As above.
    T result() {
        return result;
    }
}

package dev.afterwise.record;

import org.jspecify.annotations.Nullable;

/** Where a thread is: in a run and, if it is an {@link OpenStep}, in a step of it. Frames of one thread nest. */
sealed class Frame implements AutoCloseable permits OpenStep {
    /** The innermost frame that each thread is in, of whichever run. */
    private static final ThreadLocal<@Nullable Frame> CURRENT = new ThreadLocal<>();

    final Run run;
    private final @Nullable Frame outer;

    /** @param outer what the thread was in up to now */
    Frame(Run run, @Nullable Frame outer) {
        this.run = run;
        this.outer = outer;
    }

    static @Nullable Frame current() {
        return CURRENT.get();
    }

    /** The innermost frame of this run among the frame and those around it; work of another run in between makes no difference. */
    static @Nullable Frame of(Run run, @Nullable Frame innermost) {
        Frame frame = innermost;
        while (frame != null && frame.run != run) {
            frame = frame.outer;
        }
        return frame;
    }

    final @Nullable Frame outer() {
        return outer;
    }

    /** Makes this the innermost frame of the calling thread. */
    final void enter() {
        CURRENT.set(this);
    }

    /** Does the work as if the calling thread were here, and then puts it back to where it was. */
    final <T extends @Nullable Object, X extends Exception> T in(Operation<T, X> work) throws X {
        Frame before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            CURRENT.set(before);
        }
    }

    /** Leaves it. Also null is set: removing the entry and making it again would cost each step a weak reference. */
    @Override
    public void close() {
        CURRENT.set(outer);
    }
}

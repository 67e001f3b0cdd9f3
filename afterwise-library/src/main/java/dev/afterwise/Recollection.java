package dev.afterwise;

import dev.afterwise.heal.classify.Precedents;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What failures of the history were, for those that no rule knows. Read on a thread of its own when it is first asked for, which
 * is answered with nothing: who asks is making a call. Safe for use by many threads.
 */
final class Recollection implements Supplier<Precedents> {
    private static final Logger LOG = System.getLogger("dev.afterwise.heal");

    private final History history;
    private final AtomicBoolean isBegun = new AtomicBoolean();
    private volatile Precedents known = Precedents.NONE;

    Recollection(History history) {
        this.history = history;
    }

    @Override
    public Precedents get() {
        if (isBegun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("afterwise-recollection").start(this::tryToRead);
        }
        return known;
    }

    private void tryToRead() {
        try {
            read();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "What failures were before can't be read, so it is not gone by.", e);
        }
    }

    /** Reads it now. */
    Precedents read() {
        Precedents read = Precedents.NONE;
        for (FailureGroup each : history.failures(Filter.ALL)) {
            Failure example = each.example();
            read = read.plus(example.fingerprint(), example.failureClass(), each.count());
        }
        known = read;
        isBegun.set(true);
        return read;
    }
}

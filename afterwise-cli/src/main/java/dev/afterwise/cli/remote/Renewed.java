package dev.afterwise.cli.remote;

import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that takes long to make: whoever asks first waits for it; from then on it is given as it is, and made anew on a thread of its
 * own when somebody asks and it is old. Making it takes at most a fiftieth of the time. Safe for use by many threads.
 */
final class Renewed<T> {
    private static final int SHARE = 50;

    private final String name;
    private final Supplier<T> making;
    private final Duration fresh;
    private final Timekeeper time;
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private volatile @Nullable Made<T> made;

    private record Made<T>(T value, long nanos, Duration lasts) {}

    /**
     * @param name for the log
     * @param fresh how long it is good for at least
     */
    Renewed(String name, Duration fresh, Timekeeper time, Supplier<T> making) {
        this.name = name;
        this.making = making;
        this.fresh = fresh;
        this.time = time;
    }

    T now() {
        Made<T> now = made;
        if (now == null) {
            return first();
        }
        if (time.since(now.nanos()).compareTo(now.lasts()) > 0 && isBusy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("afterwise-" + name).start(this::refresh);
        }
        return now.value();
    }

    private synchronized T first() {
        Made<T> now = made;
        return now == null ? make() : now.value();
    }

    private void refresh() {
        try {
            make();
        } catch (RuntimeException e) {
            System.getLogger("dev.afterwise.server")
                    .log(System.Logger.Level.WARNING, "What is known of " + name + " stays as it was.", e);
        } finally {
            isBusy.set(false);
        }
    }

    private T make() {
        long start = time.nanos();
        T value = making.get();
        Duration share = time.since(start).multipliedBy(SHARE);
        made = new Made<>(value, time.nanos(), share.compareTo(fresh) > 0 ? share : fresh);
        return value;
    }
}

package dev.afterwise.server;

import dev.afterwise.server.OtlpServices.OverloadedException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of requests may be in memory at once, from when they come in to when they are answered. One request alone may have
 * as many as it wants, so that a large one isn't turned away forever. Safe for use by many threads.
 */
final class Room {
    /** In memory a request takes some ten times as much as it has bytes, and other work needs room, too. */
    private static final int SHARE_OF_HEAP = 16;

    private static final long LEAST = 8L << 20;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Room(long most) {
        this.most = most;
    }

    /** As much as suits the memory that this process may have. */
    static Room ofThisProcess() {
        return new Room(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** How many bytes are in it. */
    long taken() {
        return taken.get();
    }

    /** For one request; nothing is in it yet. */
    Place place() {
        return new Place();
    }

    /** What one request holds. Safe for use by many threads. */
    final class Place implements AutoCloseable {
        private long own;
        private boolean isClosed;

        /** @throws OverloadedException if others have so many that there is no room for these, or it is closed */
        synchronized void take(long bytes) {
            if (isClosed || taken.get() - own >= most) {
                throw new OverloadedException();
            }
            taken.addAndGet(bytes);
            own += bytes;
        }

        /** Gives all back. */
        @Override
        public synchronized void close() {
            isClosed = true;
            taken.addAndGet(-own);
            own = 0;
        }
    }
}

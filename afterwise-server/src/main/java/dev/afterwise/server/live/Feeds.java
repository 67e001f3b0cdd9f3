package dev.afterwise.server.live;

import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What happens in all workspaces that somebody listens to. Safe for use by many threads. */
public final class Feeds {
    private final Store store;
    private final Timekeeper time;
    private final int most;
    private final Map<Workspace, Feed> feeds = new ConcurrentHashMap<>();
    private final AtomicInteger listeners = new AtomicInteger();

    /** @param most how many may listen at once */
    public Feeds(Store store, Timekeeper time, int most) {
        this.store = store;
        this.time = time;
        this.most = most;
    }

    /**
     * Tells a listener what happens, until it leaves. It is told on the thread that looks, and must be quick.
     *
     * @param after the number of the last one it knows; below zero if only what comes is wanted
     * @return false if too many listen already
     */
    public boolean join(Workspace workspace, Consumer<Happening> listener, long after) {
        if (listeners.incrementAndGet() > most) {
            listeners.decrementAndGet();
            return false;
        }
        boolean hasJoined = false;
        try {
            feed(workspace).join(listener, after);
            hasJoined = true;
        } finally {
            if (!hasJoined) {
                listeners.decrementAndGet();
            }
        }
        return true;
    }

    /** Tells a listener that has joined nothing more. */
    public void leave(Workspace workspace, Consumer<Happening> listener) {
        feed(workspace).leave(listener);
        listeners.decrementAndGet();
    }

    private Feed feed(Workspace workspace) {
        return feeds.computeIfAbsent(workspace, each -> new Feed(store.workspace(each), time));
    }

    /** Looks what happened where somebody listens, and tells it. */
    public void look() {
        feeds.values().stream().filter(Feed::isHeard).forEach(Feed::look);
    }

    /** Whether so many listen that nobody else may. */
    public boolean isFull() {
        return listeners.get() >= most;
    }

    /** How many listen. */
    public int listeners() {
        return listeners.get();
    }
}

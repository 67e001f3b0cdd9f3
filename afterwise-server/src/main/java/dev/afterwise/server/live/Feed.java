package dev.afterwise.server.live;

import dev.afterwise.store.StoreException;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/**
 * What happens in a workspace, told to whoever listens, and kept for a while for those who come back. It is looked for only while
 * somebody listens. Safe for use by many threads.
 */
final class Feed {
    /** So many are kept for those who come back. */
    static final int KEPT = 1_000;

    private static final Logger LOG = System.getLogger("dev.afterwise.server");

    private final Executions executions;
    private final Decisions decisions;
    private final Timekeeper time;
    private final Deque<Happening> kept = new ArrayDeque<>();
    private final Set<Consumer<Happening>> listeners = new CopyOnWriteArraySet<>();
    private long last;
    private boolean isFailing;

    Feed(WorkspaceStore store, Timekeeper time) {
        this.executions = new Executions(store.history());
        this.decisions = new Decisions(store, time);
        this.time = time;
    }

    boolean isHeard() {
        return !listeners.isEmpty();
    }

    /**
     * Tells a listener from now on what happens, on the thread that looks; it must be quick. What happened after {@code after}, and a
     * greeting, is told at once, on the calling thread.
     *
     * @param after a number of the past; below zero if only what comes is wanted
     */
    synchronized void join(Consumer<Happening> listener, long after) {
        if (!isHeard()) {
            // What happened while nobody listened is of no use to who comes new, but to who comes back.
            look();
        }
        if (after >= 0) {
            long first = kept.isEmpty() ? last + 1 : kept.getFirst().number();
            if (after > last || after < first - 1) {
                listener.accept(missed());
            } else {
                kept.stream().filter(each -> each.number() > after).forEach(listener);
            }
        }
        listener.accept(new Happening(
                last, Happening.HELLO, JsonLine.of(Happening.HELLO, time.now()).done()));
        listeners.add(listener);
    }

    void leave(Consumer<Happening> listener) {
        listeners.remove(listener);
    }

    private Happening missed() {
        return new Happening(
                last,
                Happening.MISSED,
                JsonLine.of(Happening.MISSED, time.now()).done());
    }

    /** Looks what happened, and tells it. */
    synchronized void look() {
        Instant now = time.now();
        var found = new ArrayList<Happening>();
        Telling telling = (kind, say) -> {
            JsonLine line = JsonLine.of(kind, now);
            say.accept(line);
            found.add(new Happening(++last, kind, line.done()));
        };
        try {
            boolean isGapless = executions.next(telling);
            decisions.next(telling);
            if (!isGapless) {
                telling.tell(Happening.MISSED, line -> {});
            }
            isFailing = false;
        } catch (StoreException e) {
            if (!isFailing) {
                LOG.log(Level.WARNING, "What happens can't be told: the store can't be read.", e);
            }
            isFailing = true;
        }
        found.forEach(this::keep);
        tell(found);
    }

    private void keep(Happening happening) {
        kept.addLast(happening);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
    }

    private void tell(List<Happening> found) {
        found.forEach(each -> listeners.forEach(listener -> listener.accept(each)));
    }
}

package dev.afterwise;

import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document.Alerted;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a person may want to know at once, said as soon as the execution that shows it is stored: a rule is broken, an error is new
 * or back, a task got worse.
 *
 * <p>Nothing is looked at until somebody {@link #listen listens} or says {@link #use which alerts} there are to be. Then a thread of
 * its own looks at what was stored; no work ever waits for it, and what finds no room in its queue is not looked at. Each alert is kept
 * in the ledger and raised once for all processes of a workspace, and again only after a while.
 *
 * <p>Safe for use by many threads.
 */
public final class Alerts {
    private static final Logger LOG = System.getLogger("dev.afterwise");
    private static final int MOST_WAITING = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final List<Fact> END = List.of();

    private final WorkspaceStore store;
    private final Timekeeper time;
    private final List<Consumer<Alert>> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<List<Fact>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Following following = new Following();
    private volatile AlertSettings settings = AlertSettings.STANDARD;
    private volatile @Nullable Lookout lookout;
    private volatile @Nullable Thread thread;

    Alerts(WorkspaceStore store, Timekeeper time) {
        this.store = store;
        this.time = time;
    }

    /** Which alerts there are to be from now on, instead of the usual ones. It comes back as {@link #listen} does. */
    public synchronized void use(AlertSettings other) {
        settings = other;
        if (thread != null || other.watch() || !other.rules().isEmpty()) {
            begin(other);
        }
    }

    /**
     * Tells every alert that is raised, on a thread that waits meanwhile; what a listener throws is logged. It comes back when it is known
     * what is normal and what is known, which may take as long as a scan of the last month.
     */
    public synchronized void listen(Consumer<Alert> listener) {
        listeners.add(listener);
        if (thread == null) {
            begin(settings);
        }
    }

    /**
     * Looks at the history as it stands, for whoever doesn't follow it: the rules at the newest execution, changes that last, and failures
     * that are new or back within a day.
     *
     * @return what was raised now, and was not before
     */
    public List<Alert> check(AlertSettings by) {
        return new AlertCheck(store, by, time.now())
                .alerts().stream().filter(each -> raise(each, by.againAfter())).toList();
    }

    /** All that were raised in this workspace, by any process, the newest first. */
    public List<Alert> raised() {
        return store.ledger().list(Alerted.class).stream()
                .map(each -> each.document().alert())
                .sorted(Comparator.comparing((Alert each) -> each.raised().last())
                        .reversed())
                .toList();
    }

    /** What an append does, and then a look at what was appended. */
    Consumer<List<Fact>> after(Consumer<List<Fact>> append) {
        return facts -> {
            append.accept(facts);
            if (thread != null && !facts.isEmpty()) {
                waiting.offer(List.copyOf(facts));
            }
        };
    }

    private void begin(AlertSettings by) {
        var another = new Lookout(by);
        another.learn(store, time.now());
        lookout = another;
        if (thread == null) {
            Thread looking =
                    Thread.ofPlatform().daemon().name("afterwise-alerts").unstarted(this::look);
            thread = looking;
            looking.start();
        }
    }

    private void look() {
        try {
            for (List<Fact> facts = waiting.take(); !facts.isEmpty(); facts = waiting.take()) {
                look(facts, Objects.requireNonNull(lookout));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(List<Fact> facts, Lookout by) {
        try {
            for (Fact fact : facts) {
                Noticed execution = following.next(fact);
                if (execution != null) {
                    by.next(execution).forEach(each -> raise(each, settings.againAfter()));
                }
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "What was stored can't be looked at for alerts.", e);
        }
    }

    /**
     * Raises an alert unless it was raised a short while ago.
     *
     * @return whether it is raised
     */
    private boolean raise(Alert alert, Duration againAfter) {
        try {
            Ledger ledger = store.ledger();
            Optional<Versioned<Alerted>> before = ledger.read(Alerted.class, alert.id());
            if (before.isPresent() && isRecent(before.get().document().alert(), alert, againAfter)) {
                return false;
            }
            Alert now = before.map(it -> alert.after(it.document().alert())).orElse(alert);
            ledger.write(Map.of(new Alerted(now), before.map(Versioned::version).orElse(0L)));
            listeners.forEach(each -> tell(each, now));
            return true;
        } catch (ConflictException raisedByAnother) {
            return false;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "An alert can't be kept: " + alert.statement(), e);
            return false;
        }
    }

    private static boolean isRecent(Alert before, Alert now, Duration againAfter) {
        return now.raised().last().isBefore(before.raised().last().plus(againAfter));
    }

    private static void tell(Consumer<Alert> listener, Alert alert) {
        try {
            listener.accept(alert);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A listener could not take an alert.", e);
        }
    }

    /** Looks at what waits, for a short while at most. */
    void close() {
        Thread looking = thread;
        if (looking == null) {
            return;
        }
        try {
            if (waiting.offer(END, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                looking.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        looking.interrupt();
    }
}

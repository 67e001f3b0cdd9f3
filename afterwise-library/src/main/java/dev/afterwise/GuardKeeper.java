package dev.afterwise;

import dev.afterwise.heal.Boosts;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document;
import dev.afterwise.store.Document.Boosted;
import dev.afterwise.store.Document.Guarded;
import dev.afterwise.store.Document.Ordered;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what guards remember in the ledger, and brings them what somebody ordered there. It begins when the first component
 * is called: that call waits until what was remembered is read, and no other call ever waits for it. From then on a thread of
 * its own looks every second whether somebody ordered something, and writes when something has changed.
 *
 * <p>Several processes may use one ledger. Each writes what it knows of the components that it calls and leaves the others as they
 * are. What can't be read is ignored and left alone, and what goes wrong is logged once.
 */
final class GuardKeeper implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.afterwise.heal");
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration ORDERS_LAST = Duration.ofDays(2);
    private static final int MOST = 1_000;
    private static final int FEW = 1_000;
    private static final int SELDOM = 10;
    private static final int TRIES = 5;
    private static final double LEVELS = 20;

    private final Ledger ledger;
    private final Guards guards;
    private final Boosts boosts;
    private final Runnable adopted;
    private final Timekeeper time;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private final Set<String> said = new HashSet<>();
    private List<Object> written = List.of();
    private boolean isReadable = true;
    private volatile boolean begun;

    /** @param adopted is run as often as orders are looked at */
    GuardKeeper(Ledger ledger, Guards guards, Boosts boosts, Runnable adopted, Timekeeper time) {
        this.adopted = adopted;
        this.ledger = ledger;
        this.guards = guards;
        this.boosts = boosts;
        this.time = time;
        this.thread = Thread.ofPlatform().daemon().name("afterwise-guards").unstarted(this::keep);
    }

    /** Reads what was remembered, and goes on by itself. */
    void begin() {
        recall();
        begun = true;
        thread.start();
    }

    /** Reads what was remembered and ordered. */
    void recall() {
        try {
            ledger.read(Guarded.class, Guarded.KEY)
                    .map(Versioned::document)
                    .ifPresent(known -> guards.recall(known.memories(), known.loans()));
            ledger.read(Boosted.class, Boosted.KEY).ifPresent(known -> recall(known.document()));
        } catch (RuntimeException e) {
            isReadable = false;
            say("What guards remember must be read, but can't be, and is ignored", e);
        }
        obey();
    }

    /** What all processes that use this ledger last wrote, as far as it still says something. */
    Guarded remembered() {
        Instant now = time.now();
        Guarded known = ledger.read(Guarded.class, Guarded.KEY)
                .map(Versioned::document)
                .orElse(new Guarded(List.of(), List.of()));
        return new Guarded(
                known.memories().stream()
                        .filter(memory -> !memory.isExpired(now))
                        .toList(),
                known.loans());
    }

    /** What boosts have cost and brought in all processes that use this ledger. */
    Boosted boosted() {
        Boosted known = ledger.read(Boosted.class, Boosted.KEY)
                .map(Versioned::document)
                .orElse(new Boosted(time.now(), Boosts.RESERVE, List.of()));
        return new Boosted(time.now(), reserve(known), known.trials());
    }

    /** What was ordered, the newest wish for each component. */
    List<BreakerOrder> orders() {
        return ledger.read(Ordered.class, Ordered.KEY)
                .map(known -> known.document().orders())
                .orElse(List.of());
    }

    /** Tells all processes that use this ledger, and those that will. */
    void order(BreakerOrder order) {
        for (int tries = 1; ; tries++) {
            try {
                ledger.write(written(order));
                break;
            } catch (ConflictException overtaken) {
                if (tries == TRIES) {
                    throw overtaken;
                }
            }
        }
        guards.obey(List.of(order));
    }

    /** What is reset is also remembered as closed: the order may be gone before what was remembered is. */
    private Map<Document, Long> written(BreakerOrder order) {
        Optional<Versioned<Ordered>> before = ledger.read(Ordered.class, Ordered.KEY);
        var orders = new ArrayList<BreakerOrder>();
        before.ifPresent(known -> known.document().orders().stream()
                .filter(each -> !each.component().equals(order.component()) && stillSaysSomething(each, order.at()))
                .forEach(orders::add));
        orders.add(order);
        var writes = new HashMap<Document, Long>();
        writes.put(new Ordered(orders), before.map(Versioned::version).orElse(0L));
        if (order.wish() == BreakerOrder.Wish.RESET) {
            ledger.read(Guarded.class, Guarded.KEY)
                    .ifPresent(known -> writes.put(reset(known.document(), order), known.version()));
        }
        return writes;
    }

    private static Guarded reset(Guarded known, BreakerOrder order) {
        return new Guarded(
                known.memories().stream()
                        .map(memory -> memory.component().equals(order.component()) ? memory.reset(order.at()) : memory)
                        .toList(),
                known.loans());
    }

    /** What is remembered from before a reset is forgotten after two days by itself. */
    private static boolean stillSaysSomething(BreakerOrder order, Instant now) {
        return order.wish() == BreakerOrder.Wish.OPEN
                || order.at().plus(ORDERS_LAST).isAfter(now);
    }

    private void recall(Boosted known) {
        boosts.recall(reserve(known), known.trials());
    }

    /** How much of the reserve there is by now. */
    private double reserve(Boosted known) {
        Duration since = Duration.between(known.at(), time.now());
        double back = Math.max(0, since.toSeconds()) / (double) Boosts.REFILL.toSeconds();
        return Math.min(Boosts.RESERVE, known.reserve() + back);
    }

    private void keep() {
        try {
            for (long round = 1; !closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS); round++) {
                look(guards.size() <= FEW || round % SELDOM == 0);
            }
        } catch (InterruptedException closing) {
            // Somebody wants this thread to end.
        }
    }

    /**
     * Does what is due.
     *
     * @param everything whether that includes what takes the longer the more components there are
     */
    void look(boolean everything) {
        obey();
        if (everything) {
            guards.tend();
            save();
            saveBoosts();
        }
    }

    /** Adds what boosts have cost and brought to what others have stored, and goes on from the sum. */
    void saveBoosts() {
        Boosts.News news = boosts.news();
        if (news.isEmpty()) {
            return;
        }
        try {
            Optional<Versioned<Boosted>> before = ledger.read(Boosted.class, Boosted.KEY);
            var trials = new TreeMap<String, BoostTrial>();
            before.ifPresent(known -> known.document().trials().forEach(each -> trials.put(each.task(), each)));
            news.trials().forEach(each -> trials.merge(each.task(), each, BoostTrial::merge));
            double full = before.map(known -> reserve(known.document())).orElse((double) Boosts.RESERVE);
            var document = new Boosted(time.now(), Math.max(0, full - news.spent()), List.copyOf(trials.values()));
            ledger.write(Map.of(document, before.map(Versioned::version).orElse(0L)));
            recall(document);
        } catch (ConflictException overtaken) {
            boosts.giveBack(news);
        } catch (RuntimeException e) {
            boosts.giveBack(news);
            say("What boosts have brought must be written, but can't be", e);
        }
    }

    private void obey() {
        adopted.run();
        try {
            ledger.read(Ordered.class, Ordered.KEY)
                    .ifPresent(known -> guards.obey(known.document().orders()));
        } catch (RuntimeException e) {
            say("What was ordered of circuit breakers must be read, but can't be", e);
        }
    }

    /** Writes what has changed since it was last written. */
    synchronized void save() {
        List<GuardMemory> memories = guards.memories(MOST);
        List<Loan> loans = guards.loans();
        List<Object> gist = gist(memories, loans);
        if (!isReadable || gist.equals(written)) {
            return;
        }
        try {
            write(memories, loans);
            written = gist;
        } catch (ConflictException overtaken) {
            // The next second is early enough.
        } catch (RuntimeException e) {
            say("What guards remember must be written, but can't be", e);
        }
    }

    private void write(List<GuardMemory> memories, List<Loan> loans) {
        for (int tries = 1; ; tries++) {
            Optional<Versioned<Guarded>> before = ledger.read(Guarded.class, Guarded.KEY);
            var all = new ArrayList<>(memories);
            before.ifPresent(known -> all.addAll(others(known.document(), memories)));
            var document = new Guarded(all.subList(0, Math.min(MOST, all.size())), loans);
            try {
                ledger.write(Map.of(document, before.map(Versioned::version).orElse(0L)));
                return;
            } catch (ConflictException overtaken) {
                if (tries == TRIES) {
                    throw overtaken;
                }
            }
        }
    }

    /** What others know of components that are not called here. */
    private List<GuardMemory> others(Guarded before, List<GuardMemory> own) {
        var called = new HashSet<String>();
        own.forEach(memory -> called.add(memory.component()));
        Instant now = time.now();
        return before.memories().stream()
                .filter(memory -> !called.contains(memory.component()) && !memory.isExpired(now))
                .toList();
    }

    /** What has to change before it is worth writing: moments that creep, because two clocks do, are none of it. */
    private static List<Object> gist(List<GuardMemory> memories, List<Loan> loans) {
        var gist = new ArrayList<Object>(loans);
        for (GuardMemory each : memories) {
            gist.add(List.of(
                    each.component(),
                    each.breaker().kind(),
                    each.lastWait(),
                    each.closedAt() == null,
                    Math.round(LEVELS * each.budget())));
        }
        return gist;
    }

    private void say(String what, RuntimeException e) {
        synchronized (said) {
            if (said.add(what)) {
                LOG.log(Level.WARNING, "%s: %s".formatted(what, e.getMessage()), e);
            }
        }
    }

    /** Writes what there is to remember. */
    @Override
    public void close() {
        if (!begun) {
            return;
        }
        closed.countDown();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        written = List.of();
        save();
        saveBoosts();
    }
}

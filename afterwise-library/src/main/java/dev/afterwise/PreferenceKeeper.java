package dev.afterwise;

import dev.afterwise.choose.Beliefs;
import dev.afterwise.heal.Preferences;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document.Learned;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps in the ledger what healing has learned, so that it survives restarts and is shared by all processes of a workspace. Each
 * adds what it has learned since the last time to what is there, and takes over the sum: neither their order nor their number makes
 * a difference.
 *
 * <p>It begins when the first component is called, on a thread of its own, which then writes every half minute if there is anything
 * new. No call ever waits for it. What can't be read is ignored and left alone, and what goes wrong is logged once.
 */
final class PreferenceKeeper implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.afterwise.heal");
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int TRIES = 20;

    private final Ledger ledger;
    private final Preferences preferences;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private long version;
    private boolean isSaid;
    private volatile boolean begun;

    PreferenceKeeper(Ledger ledger, Preferences preferences) {
        this.ledger = ledger;
        this.preferences = preferences;
        this.thread = Thread.ofPlatform().daemon().name("afterwise-preferences").unstarted(this::keep);
    }

    /** To be called once. */
    void begin() {
        begun = true;
        thread.start();
    }

    private void keep() {
        try {
            do {
                exchange();
            } while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException closing) {
            // Somebody wants this thread to end.
        }
    }

    /** Brings what was learned here since the last time, and fetches what others have brought. */
    synchronized void exchange() {
        Beliefs fresh = preferences.takeNew();
        try {
            bring(fresh);
        } catch (RuntimeException e) {
            preferences.putBack(fresh);
            if (!isSaid) {
                isSaid = true;
                LOG.log(
                        Level.WARNING,
                        "What healing has learned must be read and written, but can't be, and is left alone: %s"
                                .formatted(e.getMessage()));
            }
        }
    }

    private void bring(Beliefs fresh) {
        for (int tries = 1; ; tries++) {
            Optional<Versioned<Learned>> stored = ledger.read(Learned.class, Learned.KEY);
            long before = stored.map(Versioned::version).orElse(0L);
            if (fresh.isEmpty() && before == version) {
                return;
            }
            Beliefs all =
                    stored.map(it -> preferences.parse(it.document().beliefs())).orElseGet(preferences::nothing);
            all.add(fresh);
            try {
                if (!fresh.isEmpty()) {
                    ledger.write(Map.of(new Learned(all.text()), before));
                }
            } catch (ConflictException overtaken) {
                if (tries == TRIES) {
                    throw overtaken;
                }
                continue;
            }
            version = fresh.isEmpty() ? before : before + 1;
            preferences.know(all);
            return;
        }
    }

    /** Brings what is left to bring. */
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
        exchange();
    }
}

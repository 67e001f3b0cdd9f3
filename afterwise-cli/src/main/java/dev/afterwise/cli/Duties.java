package dev.afterwise.cli;

import dev.afterwise.Afterwise;
import dev.afterwise.AlertSettings;
import dev.afterwise.store.Filter;
import dev.afterwise.store.StoreException;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;

/**
 * What a server does besides answering: it learns when it is time to, and looks every five minutes whether something is wrong that a
 * person wants to know. What was received, and what other processes recorded, is looked at, too. What fails is tried again. For one thread.
 */
final class Duties {
    static final Duration BETWEEN_CHECKS = Duration.ofMinutes(5);
    private static final Logger LOG = System.getLogger("dev.afterwise.serve");

    private final Afterwise afterwise;
    private final AlertSettings alerts;
    private final Timekeeper time;
    private long checkedAt;
    private long checked = -1;
    private boolean isFailing;

    Duties(Afterwise afterwise, AlertSettings alerts, Timekeeper time) {
        this.afterwise = afterwise;
        this.alerts = alerts;
        this.time = time;
        this.checkedAt = time.nanos();
    }

    /**
     * Does what is due.
     *
     * @return whether something was learned
     * @throws InterruptedException if the thread was told to stop
     */
    boolean done() throws InterruptedException {
        try {
            boolean hasLearned = afterwise.loop().onceIfDue().isPresent();
            if (time.since(checkedAt).compareTo(BETWEEN_CHECKS) >= 0) {
                check();
                checkedAt = time.nanos();
            }
            isFailing = false;
            return hasLearned;
        } catch (StoreException e) {
            if (!isFailing) {
                LOG.log(Level.WARNING, "The server can't learn now; it tries again.", e);
            }
            isFailing = true;
            return false;
        }
    }

    /** Where nothing ended since the last time, nothing is found that was not found then. */
    private void check() {
        long ended = ended();
        if (ended != checked && (alerts.watch() || !alerts.rules().isEmpty())) {
            afterwise.alerts().check(alerts);
            checked = ended;
        }
    }

    private long ended() {
        return afterwise.history().statistics(Filter.ALL, Set.of()).stream()
                .mapToLong(each -> each.outcomes().total() - each.outcomes().running())
                .sum();
    }
}

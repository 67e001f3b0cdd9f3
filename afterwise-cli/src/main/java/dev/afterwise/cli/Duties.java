package dev.afterwise.cli;

import dev.afterwise.Afterwise;
import dev.afterwise.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What a server does besides answering: it learns when it is time to. What fails is tried again. For one thread. */
final class Duties {
    private static final Logger LOG = System.getLogger("dev.afterwise.serve");

    private final Afterwise afterwise;
    private boolean isFailing;

    Duties(Afterwise afterwise) {
        this.afterwise = afterwise;
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
}

package dev.afterwise.record;

import dev.afterwise.Fact;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Facts to be stored together, and what becomes of them. Safe for use by many threads. */
final class Parcel implements Outbox.Entry {
    private List<Fact> facts;
    private @Nullable CompletableFuture<@Nullable Void> stored;
    private boolean isOver;
    private @Nullable Throwable trouble;

    /** @param stored is completed once they are stored, or when that has failed for good; null if nobody waits */
    Parcel(List<Fact> facts, @Nullable CompletableFuture<@Nullable Void> stored) {
        this.facts = facts;
        this.stored = stored;
    }

    /** They; none, once they were stored or lost. */
    synchronized List<Fact> facts() {
        return facts;
    }

    /** Completes when they are stored. */
    synchronized CompletableFuture<@Nullable Void> stored() {
        stored = stored == null ? new CompletableFuture<>() : stored;
        if (isOver) {
            complete(stored, trouble);
        }
        return stored.copy();
    }

    void isStored() {
        over(null);
    }

    void isLost(Throwable cause) {
        over(cause);
    }

    private synchronized void over(@Nullable Throwable cause) {
        isOver = true;
        trouble = cause;
        facts = List.of();
        if (stored != null) {
            complete(stored, cause);
        }
    }

    /** Elsewhere, for whoever waits may do anything then. */
    private static void complete(CompletableFuture<@Nullable Void> stored, @Nullable Throwable cause) {
        stored.completeAsync(() -> {
            if (cause != null) {
                throw new IllegalStateException("What was recorded must be stored, but it is lost.", cause);
            }
            return null;
        });
    }
}

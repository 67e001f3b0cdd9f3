package dev.afterwise.server;

import dev.afterwise.Act;
import dev.afterwise.Workspace;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.Document.Acted;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Store;
import dev.afterwise.store.Versioned;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Who did what through the server, in one workspace; the store keeps it. Safe for use by many threads and processes. */
public final class Acts {
    /** How often it is kept that somebody was turned away: more tells nothing more. */
    private static final Duration BETWEEN_DENIALS = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final Timekeeper time;
    private long denied;
    private long told;
    private long toldAt;

    public Acts(Store store, Workspace workspace, Timekeeper time) {
        this.ledger = store.workspace(workspace).ledger();
        this.time = time;
    }

    /** Those that are kept, the newest first. */
    public List<Act> all() {
        return ledger.list(Acted.class).stream()
                .map(Versioned::document)
                .map(Acted::act)
                .toList()
                .reversed();
    }

    /** Keeps that somebody did something, or tried to. */
    public void keep(String by, String what, String about, String because, String outcome) {
        Instant now = time.now();
        String key = "%019d-%s"
                .formatted(now.toEpochMilli(), UUID.randomUUID().toString().substring(0, 8));
        var act =
                new Act(key, now, by, what, Redaction.STANDARD.line(about), Redaction.STANDARD.line(because), outcome);
        ledger.write(Map.of(new Acted(act), 0L));
    }

    /** Counts somebody who was turned away. The first is kept, and from then on how many there were, every ten minutes at most. */
    void deny(String by, String what, Executor keeping) {
        long untold;
        synchronized (this) {
            denied++;
            untold = denied - told;
            if (told > 0 && time.since(toldAt).compareTo(BETWEEN_DENIALS) < 0) {
                return;
            }
            told = denied;
            toldAt = time.nanos();
        }
        String because = untold == 1 ? "" : "%d were turned away since the last of these".formatted(untold);
        keeping.execute(() -> keep(by, what, "", because, "denied"));
    }

    /** How many were turned away since the server began. */
    synchronized long denied() {
        return denied;
    }
}

package dev.afterwise;

import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document.Looped;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import dev.afterwise.time.Timekeeper;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Who carries out the cycle of a workspace, of all processes that could. For one thread. */
final class Leadership {
    private static final int TRIES = 20;

    private final Ledger ledger;
    private final Timekeeper time;
    private final RandomGenerator random;
    private @Nullable String holder;

    /** @param random for a name that no other process has */
    Leadership(Ledger ledger, Timekeeper time, RandomGenerator random) {
        this.ledger = ledger;
        this.time = time;
        this.random = random;
    }

    /** Made when it is first needed: who never leads draws no lots. */
    private String holder() {
        if (holder == null) {
            holder = "process %d, %s"
                    .formatted(ProcessHandle.current().pid(), HexFormat.of().toHexDigits((int) random.nextLong()));
        }
        return holder;
    }

    Looped state() {
        return read().map(Versioned::document).orElse(Looped.NEVER);
    }

    private Optional<Versioned<Looped>> read() {
        return ledger.read(Looped.class, Looped.KEY);
    }

    /**
     * Takes the lead, or keeps it for another while.
     *
     * @return whether nobody else has it
     */
    boolean take() {
        return write(null, new Lease(holder(), time.now().plus(Lease.TERM)));
    }

    /** Gives it up after the cycle, which is noted unless somebody else took the lead meanwhile. */
    void finish(Cycle cycle) {
        write(cycle, null);
    }

    /** Gives it up. */
    void release() {
        write(null, null);
    }

    private boolean write(@Nullable Cycle done, @Nullable Lease next) {
        for (int tries = 1; ; tries++) {
            Optional<Versioned<Looped>> before = read();
            Looped known = before.map(Versioned::document).orElse(Looped.NEVER);
            if (known.lease() != null && known.lease().binds(holder(), time.now())) {
                return false;
            }
            var now = new Looped(known.cycles() + (done == null ? 0 : 1), done == null ? known.last() : done, next);
            try {
                ledger.write(Map.of(now, before.map(Versioned::version).orElse(0L)));
                return true;
            } catch (ConflictException overtaken) {
                if (tries == TRIES) {
                    throw overtaken;
                }
            }
        }
    }
}

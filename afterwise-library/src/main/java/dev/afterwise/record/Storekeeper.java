package dev.afterwise.record;

import dev.afterwise.Fact;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that stores what waits in the outbox, many parcels at a time. A group that the sink refuses is tried parcel by parcel,
 * so that one that can't be stored takes no others along. With an overflow, a store that takes nothing at all is tried again and
 * again, and what waits for it is in a file meanwhile.
 */
final class Storekeeper implements Runnable {
    private static final Logger LOG = System.getLogger("dev.afterwise.record");
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Outbox outbox;
    private final @Nullable Overflow overflow;
    private final Consumer<List<Fact>> sink;
    private final BiConsumer<List<Fact>, List<Fact>> clean;
    private final Losses losses;
    private final Timekeeper time;
    private Duration pause = FIRST_PAUSE;
    private long closing;

    Storekeeper(
            Outbox outbox,
            @Nullable Overflow overflow,
            Consumer<List<Fact>> sink,
            BiConsumer<List<Fact>, List<Fact>> clean,
            Losses losses,
            Timekeeper time) {
        this.outbox = outbox;
        this.overflow = overflow;
        this.sink = sink;
        this.clean = clean;
        this.losses = losses;
        this.time = time;
    }

    @Override
    public void run() {
        try {
            if (overflow != null) {
                storeLeftovers(overflow);
            }
            work();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            outbox.close();
            letGo();
        }
    }

    private void work() throws InterruptedException {
        boolean isWorthARest = false;
        while (true) {
            List<Outbox.Entry> entries = outbox.take(isWorthARest);
            if (!entries.isEmpty()) {
                isWorthARest = store(entries);
            } else if (overflow != null && !outbox.isBack(overflow::isEmpty)) {
                isWorthARest = false;
                if ((!bringBack(overflow) && outbox.isClosed()) || isClosingTooLong()) {
                    return;
                }
            } else if (outbox.isClosed()) {
                return;
            }
        }
    }

    private boolean isClosingTooLong() {
        if (!outbox.isClosed()) {
            return false;
        }
        closing = closing == 0 ? time.nanos() : closing;
        return time.since(closing).compareTo(CLOSING) > 0;
    }

    /** Stores all of them. @return whether nobody waited for it */
    private boolean store(List<Outbox.Entry> entries) {
        boolean isAwaited = false;
        List<Parcel> group = new ArrayList<>(Math.min(entries.size(), Outbox.GROUP));
        for (Outbox.Entry entry : entries) {
            switch (entry) {
                case Parcel parcel -> {
                    group.add(parcel);
                    if (group.size() == Outbox.GROUP) {
                        storeGroup(group);
                        group.clear();
                    }
                }
                case Outbox.Mark mark -> {
                    isAwaited = true;
                    storeGroup(group);
                    group.clear();
                    mark.reached().countDown();
                }
            }
        }
        storeGroup(group);
        return !isAwaited;
    }

    private void storeGroup(List<Parcel> group) {
        if (group.isEmpty()) {
            return;
        }
        if (refusal(group) == null) {
            group.forEach(Parcel::isStored);
        } else {
            storeOneByOne(group);
        }
    }

    private void storeOneByOne(List<Parcel> group) {
        List<Parcel> refused = new ArrayList<>();
        Throwable last = null;
        for (Parcel parcel : group) {
            Throwable refusal = refusal(List.of(parcel));
            if (refusal == null) {
                parcel.isStored();
            } else {
                refused.add(parcel);
                last = refusal;
            }
        }
        if (overflow != null && refused.size() == group.size()) {
            overflow.put(refused);
            outbox.divert();
        } else {
            for (Parcel parcel : refused) {
                losses.count(parcel.facts().size(), "the store refused them", last);
                parcel.isLost(last == null ? new IllegalStateException() : last);
            }
        }
    }

    private @Nullable Throwable refusal(List<Parcel> parcels) {
        int size = 0;
        for (Parcel parcel : parcels) {
            size += parcel.facts().size();
        }
        List<Fact> facts = new ArrayList<>(size);
        for (Parcel parcel : parcels) {
            clean.accept(parcel.facts(), facts);
        }
        return refused(facts);
    }

    /** Why the sink doesn't take them, or null. */
    private @Nullable Throwable refused(List<Fact> facts) {
        if (facts.isEmpty()) {
            return null;
        }
        try {
            sink.accept(facts);
            return null;
        } catch (RuntimeException | Error refused) {
            return refused;
        }
    }

    /** Stores some of what was put aside, or waits a while if the store still takes nothing. @return whether it took it */
    private boolean bringBack(Overflow from) throws InterruptedException {
        try {
            SpillFile.Some some = from.next();
            if (some == null || isStored(some)) {
                if (some != null) {
                    from.taken(some);
                }
                pause = FIRST_PAUSE;
                return true;
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "What waits to be stored can't be read.", e);
        }
        from.tried();
        outbox.pause(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        return false;
    }

    private boolean isStored(SpillFile.Some some) {
        if (some.damaged() > 0) {
            losses.count(some.damaged(), "what was put aside is damaged", null);
        }
        return refused(some.facts()) == null;
    }

    /** What processes that are gone could not store any more. */
    private void storeLeftovers(Overflow from) {
        try {
            for (SpillFile left : from.leftBehind()) {
                try (left) {
                    boolean isTaken = true;
                    while (isTaken && !left.isEmpty()) {
                        SpillFile.Some some = left.next();
                        isTaken = isStored(some);
                        if (isTaken) {
                            left.taken(some.next());
                        }
                    }
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "What an earlier process has left to be stored can't be read.", e);
        }
    }

    /** What is left when the thread ends: with an overflow, it stays in the file. */
    private void letGo() {
        List<Outbox.Entry> rest = outbox.rest();
        if (overflow != null) {
            overflow.put(rest);
            try {
                overflow.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "The file for what the store can't take can't be closed.", e);
            }
        } else {
            for (Outbox.Entry entry : rest) {
                switch (entry) {
                    case Parcel parcel -> {
                        losses.count(parcel.facts().size(), "the recorder is closed", null);
                        parcel.isLost(new IllegalStateException("The recorder is closed."));
                    }
                    case Outbox.Mark mark -> mark.reached().countDown();
                }
            }
        }
    }
}

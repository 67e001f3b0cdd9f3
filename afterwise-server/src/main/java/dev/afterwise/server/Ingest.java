package dev.afterwise.server;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Sample;
import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way of facts from requests into the store: what waits is bounded, and stored many requests at a time by one thread. A request
 * is answered when its facts are stored, so nothing that was acknowledged is lost with the process.
 *
 * <p>Nobody suffers for what another has sent: where many can't be stored together, each is tried alone, and of one that can't be,
 * each execution.
 *
 * <p>Safe for use by many threads.
 */
final class Ingest implements AutoCloseable {
    private static final int BATCH = 20_000;

    /** After so many requests that the store did not take, one after the other, the store is what is wrong. */
    private static final int HOPELESS = 3;

    /** Ends the thread. */
    private static final Parcel LAST =
            new Parcel(Workspace.DEFAULT, List.of(), List.of(), new CompletableFuture<>(), true);

    /**
     * What became of a request that was stored.
     *
     * @param refused executions that make no sense, however often they are sent
     * @param because what is wrong with the first of them; empty if there is none
     */
    record Stored(Set<ExecutionId> refused, String because) {
        static final Stored WHOLE = new Stored(Set.of(), "");

        Stored {
            refused = Set.copyOf(refused);
        }
    }

    private record Parcel(
            Workspace workspace,
            List<Fact> facts,
            List<Sample> samples,
            CompletableFuture<Stored> stored,
            boolean isLast) {
        /** How much room it takes: a little even if it holds nothing. */
        int size() {
            return 1 + facts.size() + samples.size();
        }
    }

    private final Store store;
    private final long most;
    private final BlockingQueue<Parcel> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final Thread writer;

    /** Whoever holds it adds to the queue; so nothing comes after the last. */
    private final Object entrance = new Object();

    private boolean isClosed;

    /** @param most how many facts may wait; a request that finds fewer waiting is taken whole */
    Ingest(Store store, long most) {
        this.store = store;
        this.most = most;
        this.writer = Thread.ofPlatform().name("afterwise-ingest").start(this::write);
    }

    /**
     * Takes what is to be stored.
     *
     * @return done when it is stored, or failed when the store can't be written now; empty if there is no room for it now
     */
    Optional<CompletableFuture<Stored>> offer(Workspace workspace, List<Fact> facts, List<Sample> samples) {
        var parcel = new Parcel(workspace, facts, samples, new CompletableFuture<>(), false);
        synchronized (entrance) {
            if (!isClosed && hasRoom()) {
                waiting.addAndGet(parcel.size());
                queue.add(parcel);
                return Optional.of(parcel.stored);
            }
        }
        refused.incrementAndGet();
        return Optional.empty();
    }

    /** Whether something would be taken now. */
    boolean hasRoom() {
        return waiting.get() < most;
    }

    /** How many facts wait. */
    long waiting() {
        return waiting.get();
    }

    /** How many requests found no room. */
    long refused() {
        return refused.get();
    }

    /** How many facts and samples were stored. */
    long taken() {
        return taken.get();
    }

    private void write() {
        var batch = new ArrayList<Parcel>();
        boolean isLast = false;
        while (!isLast) {
            batch.add(next());
            int size = batch.getFirst().size();
            for (Parcel next = queue.peek(); next != null && size < BATCH; next = queue.peek()) {
                size += next.size();
                batch.add(queue.remove());
            }
            isLast = batch.removeIf(parcel -> parcel.isLast);
            store(batch);
            batch.clear();
        }
    }

    /** Nobody has a reason to interrupt the thread, and whoever does it all the same must not stop it. */
    private Parcel next() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                // What waits must be stored.
            }
        }
    }

    private void store(List<Parcel> batch) {
        Map<Workspace, List<Parcel>> byWorkspace = new LinkedHashMap<>();
        batch.forEach(parcel -> byWorkspace
                .computeIfAbsent(parcel.workspace, ignored -> new ArrayList<>())
                .add(parcel));
        byWorkspace.forEach((workspace, parcels) -> {
            try {
                store(workspace, parcels);
            } catch (RuntimeException | Error e) {
                parcels.forEach(parcel -> parcel.stored.completeExceptionally(e));
            } finally {
                parcels.forEach(parcel -> waiting.addAndGet(-parcel.size()));
            }
        });
    }

    private void store(Workspace workspace, List<Parcel> parcels) {
        Throwable failure = attempt(
                workspace,
                parcels.stream().flatMap(parcel -> parcel.facts.stream()).toList(),
                parcels.stream().flatMap(parcel -> parcel.samples.stream()).toList());
        if (failure == null) {
            parcels.forEach(parcel -> parcel.stored.complete(Stored.WHOLE));
        } else if (parcels.size() == 1) {
            settle(parcels.getFirst(), failure);
        } else {
            storeEach(parcels);
        }
    }

    private void storeEach(List<Parcel> parcels) {
        Throwable failure = null;
        int inARow = 0;
        for (Parcel each : parcels) {
            if (inARow < HOPELESS) {
                failure = attempt(each.workspace, each.facts, each.samples);
                inARow = failure == null || !mayPass(failure) ? 0 : inARow + 1;
            }
            settle(each, failure);
        }
    }

    private void settle(Parcel parcel, @Nullable Throwable failure) {
        if (failure == null) {
            parcel.stored.complete(Stored.WHOLE);
        } else if (mayPass(failure) || !parcel.samples.isEmpty()) {
            parcel.stored.completeExceptionally(failure);
        } else {
            storeSome(parcel);
        }
    }

    /** Of a request that makes no sense as a whole, each execution that does. */
    private void storeSome(Parcel parcel) {
        Map<ExecutionId, List<Fact>> byExecution = new LinkedHashMap<>();
        parcel.facts.forEach(fact -> byExecution
                .computeIfAbsent(fact.execution(), ignored -> new ArrayList<>())
                .add(fact));
        Set<ExecutionId> senseless = new LinkedHashSet<>();
        String because = "";
        for (var each : byExecution.entrySet()) {
            Throwable failure = attempt(parcel.workspace, each.getValue(), List.of());
            if (failure != null && mayPass(failure)) {
                parcel.stored.completeExceptionally(failure);
                return;
            }
            if (failure != null && senseless.add(each.getKey()) && because.isEmpty()) {
                because = String.valueOf(failure.getMessage());
            }
        }
        parcel.stored.complete(new Stored(senseless, because));
    }

    /** Whether the same may be stored later. */
    private static boolean mayPass(Throwable failure) {
        return failure instanceof StoreException || failure instanceof OutOfMemoryError;
    }

    /** @return why nothing of it could be stored; null if it is. What was stored before may be stored again */
    private @Nullable Throwable attempt(Workspace workspace, List<Fact> facts, List<Sample> samples) {
        try {
            if (!facts.isEmpty()) {
                store.workspace(workspace).history().append(facts);
            }
            if (!samples.isEmpty()) {
                store.workspace(workspace).metrics().record(samples);
            }
            taken.addAndGet((long) facts.size() + samples.size());
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    /** Stores what waits, and takes nothing more. */
    @Override
    public void close() {
        synchronized (entrance) {
            if (!isClosed) {
                isClosed = true;
                queue.add(LAST);
            }
        }
        boolean wasInterrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

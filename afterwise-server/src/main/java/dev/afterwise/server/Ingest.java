package dev.afterwise.server;

import dev.afterwise.Fact;
import dev.afterwise.Sample;
import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way of facts from requests into the store: what waits is bounded, and stored many requests at a time by one thread. A request
 * is answered when its facts are stored, so nothing that was acknowledged is lost with the process.
 *
 * <p>Safe for use by many threads.
 */
final class Ingest implements AutoCloseable {
    private static final int BATCH = 20_000;

    /** Ends the thread. */
    private static final Parcel LAST =
            new Parcel(Workspace.DEFAULT, List.of(), List.of(), new CompletableFuture<>(), true);

    private record Parcel(
            Workspace workspace,
            List<Fact> facts,
            List<Sample> samples,
            CompletableFuture<Void> stored,
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
    private volatile boolean isClosed;

    /** @param most how many facts may wait; a request that finds fewer waiting is taken whole */
    Ingest(Store store, long most) {
        this.store = store;
        this.most = most;
        this.writer = Thread.ofPlatform().name("afterwise-ingest").start(this::write);
    }

    /**
     * Takes what is to be stored.
     *
     * @return done when it is stored, or failed when it can't be; empty if there is no room for it now
     */
    Optional<CompletableFuture<Void>> offer(Workspace workspace, List<Fact> facts, List<Sample> samples) {
        var parcel = new Parcel(workspace, facts, samples, new CompletableFuture<>(), false);
        if (isClosed || waiting.get() >= most) {
            refused.incrementAndGet();
            return Optional.empty();
        }
        waiting.addAndGet(parcel.size());
        queue.add(parcel);
        return Optional.of(parcel.stored);
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
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                return;
            }
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

    private void store(List<Parcel> batch) {
        Map<Workspace, List<Parcel>> byWorkspace = new LinkedHashMap<>();
        batch.forEach(parcel -> byWorkspace
                .computeIfAbsent(parcel.workspace, ignored -> new ArrayList<>())
                .add(parcel));
        byWorkspace.forEach((workspace, parcels) -> {
            try {
                store(workspace, parcels);
                parcels.forEach(parcel -> parcel.stored.complete(null));
            } catch (RuntimeException e) {
                parcels.forEach(parcel -> parcel.stored.completeExceptionally(e));
            } finally {
                parcels.forEach(parcel -> waiting.addAndGet(-parcel.size()));
            }
        });
    }

    private void store(Workspace workspace, List<Parcel> parcels) {
        List<Fact> facts =
                parcels.stream().flatMap(parcel -> parcel.facts.stream()).toList();
        List<Sample> samples =
                parcels.stream().flatMap(parcel -> parcel.samples.stream()).toList();
        if (!facts.isEmpty()) {
            store.workspace(workspace).history().append(facts);
        }
        if (!samples.isEmpty()) {
            store.workspace(workspace).metrics().record(samples);
        }
        taken.addAndGet((long) facts.size() + samples.size());
    }

    /** Stores what waits, and takes nothing more. */
    @Override
    public void close() {
        isClosed = true;
        queue.add(LAST);
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

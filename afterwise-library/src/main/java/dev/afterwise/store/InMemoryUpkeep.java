package dev.afterwise.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Upkeep of a store in memory, which has no file to keep. Safe for use by many threads. */
final class InMemoryUpkeep implements Upkeep {
    private final Supplier<Collection<InMemoryHistory>> histories;
    private final Supplier<Collection<InMemoryMetrics>> metrics;
    private volatile @Nullable Instant lastPruned;

    /**
     * Of all workspaces.
     *
     * @param histories as they are when asked, and so are {@code metrics}
     */
    InMemoryUpkeep(Supplier<Collection<InMemoryHistory>> histories, Supplier<Collection<InMemoryMetrics>> metrics) {
        this.histories = histories;
        this.metrics = metrics;
    }

    @Override
    public Extent extent() {
        return histories.get().stream()
                .map(InMemoryHistory::extent)
                .reduce(InMemoryUpkeep::both)
                .orElse(new Extent(new TreeMap<>(), null, null, 0, 0, 0, 0));
    }

    private static Extent both(Extent one, Extent other) {
        var parts = new TreeMap<>(one.parts());
        other.parts().forEach((name, part) -> parts.merge(name, part, Extent.Part::plus));
        return new Extent(
                parts,
                earliest(one.oldest(), other.oldest()),
                latest(one.newest(), other.newest()),
                one.workspaces() + other.workspaces(),
                one.pruned() + other.pruned(),
                one.tail() + other.tail(),
                0);
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    /** Nothing that is on the heap can be damaged. */
    @Override
    public List<Damage> check() {
        return List.of();
    }

    @Override
    public Optional<Instant> lastPruned() {
        return Optional.ofNullable(lastPruned);
    }

    @Override
    public Pruned prune(Retention retention, Instant now, Progress progress) {
        Collection<InMemoryHistory> all = histories.get();
        Pruned due = all.stream().map(each -> each.due(retention, now)).reduce(Pruned.NOTHING, Pruned::plus);
        for (InMemoryMetrics each : metrics.get()) {
            due = due.plus(new Pruned(0, 0, each.due(retention.metricsFrom(now))));
        }
        Pruned gone = Pruned.NOTHING;
        for (InMemoryHistory each : all) {
            if (!progress.goOn(due, gone, Duration.ZERO)) {
                return gone;
            }
            gone = gone.plus(each.prune(retention, now));
        }
        for (InMemoryMetrics each : metrics.get()) {
            gone = gone.plus(new Pruned(0, 0, each.prune(retention.metricsFrom(now))));
        }
        progress.goOn(due, gone, Duration.ZERO);
        lastPruned = now;
        return gone;
    }

    @Override
    public void backup(Path file, Existing existing) {
        throw noFile("backed up");
    }

    /** Statistics are read from the executions themselves. */
    @Override
    public void rebuild() {}

    @Override
    public void vacuum() {
        throw noFile("made smaller");
    }

    private static StoreException noFile(String done) {
        return new StoreException("""
                A store must be in a file to be %s, but this one is in memory.
                Maybe open one in a file.""".formatted(done));
    }
}

package dev.afterwise.server.figures;

import dev.afterwise.Workspace;
import dev.afterwise.server.figures.Exposition.Kind;
import dev.afterwise.store.Health;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** All figures that are shown to Prometheus. Safe for use by many threads. */
public final class Figures {
    private final Store store;
    private final Timekeeper time;
    private final Consumer<Exposition> own;
    private final Map<Workspace, Work> works = new ConcurrentHashMap<>();
    private final long begun;

    /** @param own adds what only the server knows */
    public Figures(Store store, Timekeeper time, Consumer<Exposition> own) {
        this.store = store;
        this.time = time;
        this.own = own;
        this.begun = time.nanos();
    }

    /** Counts from here on what happens in a workspace. Where nobody says it, the first who asks does. */
    public void begin(Workspace workspace) {
        work(workspace);
    }

    private Work work(Workspace workspace) {
        return works.computeIfAbsent(workspace, each -> {
            var work = new Work(store.workspace(each).history());
            work.begin();
            return work;
        });
    }

    /** As they are now. */
    public String of(Workspace workspace) {
        var out = new Exposition();
        work(workspace).write(out);
        new Learning(store.workspace(workspace).ledger()).write(out, time.now());
        out.single(
                "afterwise_store_up",
                Kind.GAUGE,
                "Whether the store answers.",
                store.check() instanceof Health.Up ? 1 : 0);
        out.single(
                "afterwise_store_uncounted",
                Kind.GAUGE,
                "Executions of all workspaces that statistics still read one by one.",
                (double) store.upkeep().uncounted());
        own.accept(out);
        process(out);
        return out.toString();
    }

    private void process(Exposition out) {
        out.single(
                "afterwise_uptime_seconds",
                Kind.GAUGE,
                "How long the server has been there.",
                (double) time.since(begun).toMillis() / 1e3);
        Runtime runtime = Runtime.getRuntime();
        out.single("process_heap_bytes", Kind.GAUGE, "Memory in use on the heap.", (double)
                (runtime.totalMemory() - runtime.freeMemory()));
        out.single("process_heap_max_bytes", Kind.GAUGE, "How much may be used.", (double) runtime.maxMemory());
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .ifPresent(millis -> out.single(
                        "process_cpu_seconds_total",
                        Kind.COUNTER,
                        "Time that processors spent on it.",
                        (double) millis / 1e3));
    }
}

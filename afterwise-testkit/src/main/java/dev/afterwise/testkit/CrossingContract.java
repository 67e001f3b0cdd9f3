package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.ExecutionId;
import dev.afterwise.Metric;
import dev.afterwise.Outcome;
import dev.afterwise.Policy;
import dev.afterwise.Sample;
import dev.afterwise.Status;
import dev.afterwise.Workspace;
import dev.afterwise.segment.Trait;
import dev.afterwise.store.Document.Adopted;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Hold;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.Period;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Query;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Signal;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.Store;
import dev.afterwise.store.Upkeep;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing gets from one workspace into another. Whoever adds a method to a store's parts must say here how it could be used
 * to cross: what it finds in a workspace beside a full one must be what it finds in a store of its own.
 */
interface CrossingContract extends Contract {
    ExecutionId ID = ExecutionId.of("one that crosses");

    /** An attempt by each method that reads. */
    private static Map<String, Function<WorkspaceStore, Object>> readings() {
        var parent = ExecutionId.of("its parent");
        var attempts = new LinkedHashMap<String, Function<WorkspaceStore, Object>>();
        attempts.put("History.execution", it -> it.history().execution(ID));
        attempts.put("History.idsStartingWith", it -> it.history().idsStartingWith("", 9));
        attempts.put("History.children", it -> it.history().children(parent, 9));
        attempts.put("History.find", it -> it.history().find(Query.newest(9)));
        attempts.put("History.similar", it -> it.history().similar("write the quarterly report", 9));
        attempts.put("History.statistics", it -> it.history().statistics(Filter.ALL, Set.of(Dimension.TASK)));
        attempts.put("History.series", it -> it.history().series(Filter.ALL, Period.HOUR));
        attempts.put("History.steps", it -> it.history().steps(Filter.ALL));
        attempts.put("History.failures", it -> it.history().failures(Filter.ALL));
        attempts.put("Ledger.read", it -> it.ledger().read(Adopted.class, Adopted.KEY));
        attempts.put("Ledger.list", it -> it.ledger().list(Adopted.class));
        attempts.put("Metrics.totals", it -> it.metrics().totals(MetricFilter.ALL));
        attempts.put("Metrics.series", it -> it.metrics().series(MetricFilter.ALL, Period.HOUR));
        attempts.put(
                "Segments.scan",
                it -> it.segments().scan(Window.ALL).labels(Trait.TASK).values());
        attempts.put(
                "Segments.ids",
                it -> Set.copyOf(it.segments().ids(List.of(1L, 2L, 3L)).values()));
        attempts.put("PlanJournal.run", it -> it.plans().run(ID));
        attempts.put("PlanJournal.steps", it -> it.plans().steps(ID));
        attempts.put("Signals.told", it -> it.signals().told(ID));
        attempts.put("Signals.unfinished", it -> it.signals().unfinished(9));
        return attempts;
    }

    /** An attempt by each method that writes, in an order in which none makes place for the next. */
    private static Map<String, Function<WorkspaceStore, Object>> writings() {
        var hold = new Hold(ID, 1);
        var attempts = new LinkedHashMap<String, Function<WorkspaceStore, Object>>();
        attempts.put("PlanJournal.claim", it -> it.plans().claim(hold, attempt(2)));
        attempts.put("PlanJournal.finish", it -> it.plans().finish(hold, "a", 1, new Outcome.Succeeded(null), null));
        attempts.put("Signals.tell", it -> it.signals().tell(ID, signal()));
        attempts.put("PlanJournal.end", it -> it.plans().end(hold, Status.FAILED));
        attempts.put("PlanJournal.takeOver", it -> it.plans().takeOver(ID));
        attempts.put("PlanJournal.begin", it -> it.plans().begin(run()));
        attempts.put("History.append", it -> it.history().append(told().facts()));
        attempts.put("Metrics.record", it -> {
            it.metrics().record(List.of(sample(1)));
            return true;
        });
        attempts.put("Ledger.write", it -> {
            it.ledger().write(Map.of(new Adopted(Policy.INITIAL), 0L));
            return true;
        });
        return attempts;
    }

    private static AnExecution told() {
        return anExecution().withId(ID).failedWith("timeout").described("write the quarterly report");
    }

    private static PlanRun run() {
        return new PlanRun(ID, "deploy", "", "", 0, Instant.EPOCH, Status.RUNNING);
    }

    private static StepRun attempt(int number) {
        return new StepRun("a", number, null, Instant.EPOCH, new Outcome.Running(), null);
    }

    private static Signal signal() {
        return Signal.about(Signal.Word.PAUSED, "it is late", "ann", Instant.EPOCH);
    }

    private static Sample sample(double value) {
        return new Sample(Metric.CPU, "", value, Instant.EPOCH);
    }

    private static Map<String, Object> all(Map<String, Function<WorkspaceStore, Object>> attempts, WorkspaceStore in) {
        var found = new LinkedHashMap<String, Object>();
        attempts.forEach((name, attempt) -> found.put(name, attempt.apply(in)));
        return found;
    }

    @Test
    default void noMethodCrosses() {
        WorkspaceStore full = store().workspace(new Workspace("full"));
        full.history().append(told().facts());
        full.ledger().write(Map.of(new Adopted(Policy.INITIAL), 0L));
        full.metrics().record(List.of(sample(7)));
        full.plans().claim(full.plans().begin(run()), attempt(1));
        full.signals().tell(ID, signal());
        WorkspaceStore beside = store().workspace(new Workspace("beside"));
        WorkspaceStore nowhere = Store.inMemory().workspace(new Workspace("beside"));
        Map<String, Object> before = all(readings(), full);

        assertThat(all(readings(), beside)).isEqualTo(all(readings(), nowhere));
        assertThat(all(writings(), beside)).isEqualTo(all(writings(), nowhere));
        assertThat(all(readings(), full)).isEqualTo(before);
        assertThat(beside.history().execution(ID)).isPresent();
    }

    @Test
    default void everyMethodIsTried() {
        Set<String> there = Arrays.stream(WorkspaceStore.class.getDeclaredMethods())
                .map(Method::getReturnType)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()).filter(method -> !method.isSynthetic()))
                .map(CrossingContract::name)
                .collect(Collectors.toSet());
        assertThat(Stream.concat(readings().keySet().stream(), writings().keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(there);
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** Upkeep is about all workspaces, but what is gone from one is gone from that one only. */
    @Test
    default void whatIsPrunedInOneWorkspaceIsNotRefusedInAnother() {
        store().workspace(new Workspace("full")).history().append(told().facts());
        store().upkeep()
                .prune(Retention.STANDARD, Timekeeper.system().now().plus(Duration.ofDays(91)), Upkeep.Progress.UNSEEN);

        assertThat(store().workspace(new Workspace("full"))
                        .history()
                        .append(told().facts())
                        .refused())
                .isOne();
        assertThat(store().workspace(new Workspace("beside"))
                        .history()
                        .append(told().facts())
                        .added())
                .isOne();
    }
}

package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Policy;
import dev.afterwise.Status;
import dev.afterwise.Summary;
import dev.afterwise.Workspace;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document.Adopted;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Hold;
import dev.afterwise.store.Period;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Query;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Workspaces don't meet; threads do, and do no harm. */
interface SharingContract extends Contract {
    int THREADS = 4;

    @Test
    default void workspacesDontSeeEachOther() {
        var here = store().workspace(new Workspace("here"));
        var there = store().workspace(new Workspace("there"));
        var told = anExecution().failedWith("timeout");
        var id = told.execution().id();
        var run = new PlanRun(id, "deploy", "", "", 0, Instant.EPOCH, Status.RUNNING);
        here.history().append(told.facts());
        here.ledger().write(Map.of(new Adopted(Policy.INITIAL), 0L));
        here.plans().begin(run);

        assertThat(there.history().execution(id)).isEmpty();
        assertThat(there.history().idsStartingWith("", 9)).isEmpty();
        assertThat(there.history().find(Query.newest(9)).items()).isEmpty();
        assertThat(there.history().statistics(Filter.ALL, Set.of())).isEmpty();
        assertThat(there.history().series(Filter.ALL, Period.DAY)).isEmpty();
        assertThat(there.history().failures(Filter.ALL)).isEmpty();
        assertThat(there.ledger().list(Adopted.class)).isEmpty();
        assertThat(there.plans().run(id)).isEmpty();
        assertThat(there.plans().end(new Hold(id, 1), Status.FAILED)).isFalse();
        assertThat(here.plans().run(id)).contains(run);
    }

    @Test
    default void oneIdMayBeInSeveralWorkspaces() {
        var here = store().workspace(new Workspace("here"));
        var there = store().workspace(new Workspace("there"));
        var id = ExecutionId.of("one");
        var ours = anExecution().withId(id).of("ours");
        var theirs = anExecution().withId(id).of("theirs");
        here.history().append(ours.facts());
        there.history().append(theirs.facts());
        here.ledger().write(Map.of(new Adopted(Policy.INITIAL), 0L));
        there.ledger().write(Map.of(new Adopted(new Policy(5, List.of())), 0L));

        assertThat(here.history().execution(id)).contains(ours.execution());
        assertThat(there.history().execution(id)).contains(theirs.execution());
        assertThat(here.ledger().list(Adopted.class)).containsExactly(new Versioned<>(new Adopted(Policy.INITIAL), 1));
    }

    @Test
    default void writersAndReadersAtOnceLoseAndTearNothing() throws Exception {
        int each = 40;
        var done = new AtomicBoolean();
        try (var pool = Executors.newCachedThreadPool()) {
            var reading = submit(pool, 2, thread -> read(done));
            try {
                finish(submit(pool, THREADS, thread -> {
                    for (int i = 0; i < each; i++) {
                        append(
                                anExecution().by("writer " + thread),
                                anExecution().by("writer " + thread));
                    }
                }));
            } finally {
                done.set(true);
            }
            finish(reading);
        }

        assertThat(history().statistics(Filter.ALL, Set.of()))
                .singleElement()
                .extracting(summary -> summary.outcomes().total())
                .isEqualTo(2L * each * THREADS);
    }

    /** Each append brings two executions, so there must never be an odd number of them. */
    private void read(AtomicBoolean done) {
        long before = 0;
        do {
            long total = history().statistics(Filter.ALL, Set.of()).stream()
                    .map(Summary::outcomes)
                    .mapToLong(outcomes -> outcomes.total())
                    .sum();
            assertThat(total).isEven().isGreaterThanOrEqualTo(before);
            before = total;
            for (var headline : history().find(Query.newest(5)).items()) {
                assertThat(history().execution(headline.id())).isPresent();
            }
        } while (!done.get());
    }

    @Test
    default void manyMayAddToOneExecution() throws Exception {
        var random = Seeded.random();
        var id = ExecutionId.of("crowded");
        var all = Stream.generate(() -> RandomFacts.of(random, id)).limit(60).toList();
        inParallel(thread -> {
            for (int i = thread; i < all.size(); i += THREADS) {
                history().append(List.of(all.get(i)));
            }
        });

        assertThat(history().execution(id)).contains(Execution.of(all));
    }

    @Test
    default void concurrentLedgerWritersLoseNoUpdate() throws Exception {
        long each = 15;
        inParallel(thread -> {
            for (int i = 0; i < each; i++) {
                increment();
            }
        });

        assertThat(ledger().read(Adopted.class, Adopted.KEY))
                .contains(new Versioned<>(new Adopted(new Policy(each * THREADS, List.of())), each * THREADS));
    }

    private void increment() {
        while (true) {
            var found = ledger().read(Adopted.class, Adopted.KEY);
            long version = found.map(Versioned::version).orElse(0L);
            long number = found.map(each -> each.document().policy().version()).orElse(0L);
            try {
                ledger().write(Map.of(new Adopted(new Policy(number + 1, List.of())), version));
                return;
            } catch (ConflictException somebodyWasFaster) {
                assertThat(version).isLessThanOrEqualTo(1_000);
            }
        }
    }

    @Test
    default void ofManyClaimantsOneGetsTheStep() throws Exception {
        var id = ExecutionId.of("a run");
        plans().begin(new PlanRun(id, "deploy", "", "", 0, Instant.EPOCH, Status.RUNNING));
        for (int attempt = 1; attempt <= 10; attempt++) {
            var claim = new StepRun("fetch", attempt, null, Instant.EPOCH, new Outcome.Running(), null);
            var winners = new AtomicInteger();
            inParallel(thread -> {
                if (plans().claim(new Hold(id, 1), claim)) {
                    winners.incrementAndGet();
                }
            });
            assertThat(winners).hasValue(1);
        }
    }

    @Test
    default void ofManyWhoBeginARunOneDoes() {
        var run = new PlanRun(ExecutionId.of("a run"), "deploy", "", "", 0, Instant.EPOCH, Status.RUNNING);

        assertThatThrownBy(() -> inParallel(thread -> plans().begin(run))).hasRootCauseInstanceOf(StoreException.class);
        assertThat(plans().run(run.id())).contains(run);
    }

    /** One of several threads. */
    @FunctionalInterface
    interface OneOfMany {
        void run(int thread) throws Exception;
    }

    private static void inParallel(OneOfMany work) throws Exception {
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            finish(submit(pool, THREADS, work));
        }
    }

    private static List<Future<?>> submit(ExecutorService pool, int threads, OneOfMany work) {
        return IntStream.range(0, threads)
                .<Future<?>>mapToObj(thread -> pool.submit(() -> {
                    work.run(thread);
                    return true;
                }))
                .toList();
    }

    private static void finish(List<Future<?>> futures) throws Exception {
        for (Future<?> future : futures) {
            future.get();
        }
    }
}

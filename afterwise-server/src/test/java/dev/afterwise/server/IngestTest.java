package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Metric;
import dev.afterwise.Origin;
import dev.afterwise.Profile;
import dev.afterwise.Sample;
import dev.afterwise.Source;
import dev.afterwise.Workspace;
import dev.afterwise.server.Ingest.Stored;
import dev.afterwise.store.History;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.Query;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.WorkspaceStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IngestTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

    private final Store store = Store.inMemory();

    @Test
    void storesAllThatWasTakenBeforeItIsClosed() {
        var stored = new ArrayList<CompletableFuture<Stored>>();
        try (var ingest = new Ingest(store, 1_000_000)) {
            for (int i = 0; i < 500; i++) {
                stored.add(ingest.offer(Workspace.DEFAULT, List.of(fact(i)), List.of())
                        .orElseThrow());
            }
            ingest.offer(Workspace.DEFAULT, List.of(), List.of(new Sample(Metric.CPU, "", .5, NOW)));
        }

        assertThat(stored).allMatch(CompletableFuture::isDone);
        assertThat(store.workspace(Workspace.DEFAULT).history().execution(id(499)))
                .isPresent();
        assertThat(store.workspace(Workspace.DEFAULT).metrics().totals(MetricFilter.ALL))
                .hasSize(1);
    }

    @Test
    void turnsAwayWhatIsTooMuchAndTakesAgainWhenThereIsRoom() {
        var held = new CountDownLatch(1);
        try (var ingest = new Ingest(waiting(held), 3)) {
            CompletableFuture<Stored> first =
                    ingest.offer(Workspace.DEFAULT, List.of(fact(1)), List.of()).orElseThrow();
            CompletableFuture<Stored> second =
                    ingest.offer(Workspace.DEFAULT, List.of(fact(2)), List.of()).orElseThrow();

            assertThat(ingest.offer(Workspace.DEFAULT, List.of(fact(3)), List.of()))
                    .isEmpty();
            assertThat(ingest.refused()).isEqualTo(1);
            held.countDown();
            first.join();
            second.join();
            Optional<CompletableFuture<Stored>> again = Optional.empty();
            while (again.isEmpty()) {
                again = ingest.offer(Workspace.DEFAULT, List.of(fact(3)), List.of());
            }
            again.get().join();
        }
        assertThat(store.workspace(Workspace.DEFAULT).history().execution(id(3)))
                .isPresent();
    }

    @Test
    void whatCannotBeStoredIsNotAcknowledged() {
        Store broken = watched(() -> {
            throw new StoreException("The disk must have room, but it is full.");
        });
        try (var ingest = new Ingest(broken, 100)) {
            CompletableFuture<Stored> stored =
                    ingest.offer(Workspace.DEFAULT, List.of(fact(1)), List.of()).orElseThrow();

            assertThatThrownBy(stored::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StoreException.class);
        }
    }

    @Test
    void whatMakesNoSenseDoesNotHinderWhatComesWithIt() {
        var held = new CountDownLatch(1);
        try (var ingest = new Ingest(minding(held, id(2)), 100)) {
            ingest.offer(Workspace.DEFAULT, List.of(fact(0)), List.of());
            CompletableFuture<Stored> before =
                    ingest.offer(Workspace.DEFAULT, List.of(fact(1)), List.of()).orElseThrow();
            CompletableFuture<Stored> bad = ingest.offer(Workspace.DEFAULT, List.of(fact(2), fact(3)), List.of())
                    .orElseThrow();
            CompletableFuture<Stored> after =
                    ingest.offer(Workspace.DEFAULT, List.of(fact(4)), List.of()).orElseThrow();
            held.countDown();

            assertThat(before.join()).isEqualTo(Stored.WHOLE);
            assertThat(after.join()).isEqualTo(Stored.WHOLE);
            assertThat(bad.join().refused()).containsExactly(id(2));
            assertThat(bad.join().because()).isEqualTo("This makes no sense.");
        }
        assertThat(stored()).containsExactlyInAnyOrder(id(0), id(1), id(3), id(4));
    }

    @Test
    void goesOnAfterWhateverIsThrown() {
        var isFirst = new AtomicBoolean(true);
        Store forgetful = watched(() -> {
            if (isFirst.getAndSet(false)) {
                throw new OutOfMemoryError("as if");
            }
        });
        try (var ingest = new Ingest(forgetful, 100)) {
            CompletableFuture<Stored> first =
                    ingest.offer(Workspace.DEFAULT, List.of(fact(1)), List.of()).orElseThrow();
            assertThatThrownBy(first::join).hasCauseInstanceOf(OutOfMemoryError.class);

            assertThat(ingest.offer(Workspace.DEFAULT, List.of(fact(1)), List.of())
                            .orElseThrow()
                            .join())
                    .isEqualTo(Stored.WHOLE);
            assertThat(ingest.waiting()).isZero();
        }
    }

    @Test
    void aStoreThatIsBrokenIsNotAskedForEachRequest() {
        var asked = new AtomicInteger();
        var held = new CountDownLatch(1);
        Store broken = watched(() -> {
            await(held);
            asked.incrementAndGet();
            throw new StoreException("The disk must have room, but it is full.");
        });
        var all = new ArrayList<CompletableFuture<Stored>>();
        try (var ingest = new Ingest(broken, 1_000)) {
            for (int i = 0; i < 100; i++) {
                all.add(ingest.offer(Workspace.DEFAULT, List.of(fact(i)), List.of())
                        .orElseThrow());
            }
            held.countDown();
        }

        assertThat(all).allSatisfy(each -> assertThatThrownBy(each::join).hasCauseInstanceOf(StoreException.class));
        assertThat(asked).hasValueLessThan(10);
    }

    @Test
    void whatIsOfferedWhileItClosesIsStoredOrRefused() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            var ingest = new Ingest(store, 1_000_000);
            var offered = new ArrayList<CompletableFuture<Stored>>();
            int first = 1_000 * round;
            Thread offering = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 1_000; i++) {
                    var place = ingest.offer(Workspace.DEFAULT, List.of(fact(first + i % 10)), List.of());
                    if (place.isEmpty()) {
                        return;
                    }
                    offered.add(place.get());
                }
            });
            Thread.onSpinWait();
            ingest.close();
            offering.join();

            assertThat(offered).allMatch(CompletableFuture::isDone);
            assertThat(ingest.waiting()).isZero();
        }
    }

    private Store waiting(CountDownLatch held) {
        return watched(() -> await(held));
    }

    /** The same store, which lets nothing be stored before it may, and never this execution. */
    private Store minding(CountDownLatch held, ExecutionId senseless) {
        return proxy(Store.class, (method, arguments) -> {
            await(held);
            var space = (WorkspaceStore) Objects.requireNonNull(method.invoke(store, arguments));
            return proxy(WorkspaceStore.class, (inner, given) -> {
                Object made = inner.invoke(space, given);
                return made instanceof History history ? minding(history, senseless) : made;
            });
        });
    }

    private static History minding(History history, ExecutionId senseless) {
        return proxy(History.class, (method, arguments) -> {
            if (method.getName().equals("append")
                    && arguments[0] instanceof Collection<?> facts
                    && facts.stream().anyMatch(fact -> ((Fact) fact).execution().equals(senseless))) {
                throw new IllegalArgumentException("This makes no sense.");
            }
            return method.invoke(history, arguments);
        });
    }

    private List<ExecutionId> stored() {
        return store.workspace(Workspace.DEFAULT).history().find(Query.newest(100)).items().stream()
                .map(Headline::id)
                .toList();
    }

    private static void await(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same store; before anybody reaches a workspace in it, this is done. */
    private Store watched(Runnable before) {
        return proxy(Store.class, (method, arguments) -> {
            if (method.getName().equals("workspace")) {
                before.run();
            }
            return method.invoke(store, arguments);
        });
    }

    private interface Call {
        @Nullable
        Object of(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.of(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static ExecutionId id(int number) {
        return new ExecutionId("%032x".formatted(number + 1));
    }

    private static Fact fact(int number) {
        return new Fact.Started(
                new Origin(id(number), Source.TELEMETRY, NOW), Profile.of("work"), "", NOW, About.NOTHING);
    }
}

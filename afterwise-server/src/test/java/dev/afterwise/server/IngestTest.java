package dev.afterwise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Metric;
import dev.afterwise.Origin;
import dev.afterwise.Profile;
import dev.afterwise.Sample;
import dev.afterwise.Source;
import dev.afterwise.Workspace;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class IngestTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

    private final Store store = Store.inMemory();

    @Test
    void storesAllThatWasTakenBeforeItIsClosed() {
        var stored = new ArrayList<CompletableFuture<Void>>();
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
            CompletableFuture<Void> first =
                    ingest.offer(Workspace.DEFAULT, List.of(fact(1)), List.of()).orElseThrow();
            CompletableFuture<Void> second =
                    ingest.offer(Workspace.DEFAULT, List.of(fact(2)), List.of()).orElseThrow();

            assertThat(ingest.offer(Workspace.DEFAULT, List.of(fact(3)), List.of()))
                    .isEmpty();
            assertThat(ingest.refused()).isEqualTo(1);
            held.countDown();
            first.join();
            second.join();
            Optional<CompletableFuture<Void>> again = Optional.empty();
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
            CompletableFuture<Void> stored =
                    ingest.offer(Workspace.DEFAULT, List.of(fact(1)), List.of()).orElseThrow();

            assertThatThrownBy(stored::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StoreException.class);
        }
    }

    private Store waiting(CountDownLatch held) {
        return watched(() -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The same store; before anybody reaches a workspace in it, this is done. */
    private Store watched(Runnable before) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("workspace")) {
                        before.run();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static ExecutionId id(int number) {
        return new ExecutionId("%032x".formatted(number + 1));
    }

    private static Fact fact(int number) {
        return new Fact.Started(
                new Origin(id(number), Source.TELEMETRY, NOW), Profile.of("work"), "", NOW, About.NOTHING);
    }
}

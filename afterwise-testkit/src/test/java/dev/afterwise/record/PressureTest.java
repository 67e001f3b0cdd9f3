package dev.afterwise.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Origin;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Recording;
import dev.afterwise.Recording.Pressure;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.Transience;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.time.Randomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each answer to too much pressure promises, with stores that stand still or fail. */
@Timeout(60)
class PressureTest {
    private static final int THREADS = 8;
    private static final int EACH = 5_000;
    private static final int ALL = THREADS * EACH;

    private static final Diagnosis UNKNOWN = new Diagnosis() {
        @Override
        public Failure of(Throwable thrown) {
            return of(thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
        }

        @Override
        public Failure of(String type, String message) {
            return Failure.of(FailureClass.UNKNOWN, Severity.MEDIUM, Transience.UNKNOWN, type, message);
        }
    };

    @TempDir
    Path folder;

    private final List<Fact> stored = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void whoeverWaitsLongEnoughLosesNothing() {
        var full = new CountDownLatch(1);
        try (var recorder = recorder(new Pressure.Block(Duration.ofMinutes(1)), this::storeOnceReleased)) {
            Thread.ofVirtual().start(() -> {
                while (recorder.queued() < Recorder.CAPACITY) {
                    Thread.onSpinWait();
                }
                full.countDown();
                release.countDown();
            });
            submitAll(recorder);
            recorder.flush();

            assertThat(recorder.lost()).isZero();
        }
        assertThat(full.getCount()).isZero();
        assertThat(stored).hasSize(ALL);
    }

    @Test
    void whoeverMayNotWaitLosesTheRestAndIsTold() {
        var recorder = recorder(new Pressure.Block(Duration.ofMillis(1)), this::storeOnceReleased);
        for (int i = 0; recorder.lost() < 3; i++) {
            recorder.submit(List.of(note(0, i)));
        }
        release.countDown();
        recorder.close();

        assertThat(stored).hasSizeGreaterThanOrEqualTo(Recorder.CAPACITY);
    }

    @Test
    void whatIsDroppedIsCounted() {
        var recorder = recorder(new Pressure.Drop(), this::storeOnceReleased);
        submitAll(recorder);
        release.countDown();
        recorder.close();

        assertThat(recorder.lost()).isPositive();
        assertThat(stored.size() + recorder.lost()).isEqualTo(ALL);
    }

    @Test
    void whatIsSpilledIsStoredInOrderOnceThereIsTime() throws IOException {
        var recorder = recorder(new Pressure.Spill(folder), this::storeOnceReleased);
        submitAll(recorder);
        assertThat(recorder.spilled()).isPositive();
        release.countDown();
        recorder.flush();

        assertThat(stored).hasSize(ALL);
        for (int thread = 0; thread < THREADS; thread++) {
            String name = "thread " + thread;
            assertThat(stored)
                    .extracting(fact -> ((Fact.Noted) fact).event())
                    .filteredOn(event -> event.name().equals(name))
                    .extracting(Event::at)
                    .isSorted();
        }
        recorder.close();
        assertThat(recorder.lost()).isZero();
        assertThat(files()).isEmpty();
    }

    @Test
    void withSpillingAStoreThatFailsForAWhileLosesNothing() {
        var recorder = recorder(new Pressure.Spill(folder), facts -> {
            if (release.getCount() > 0) {
                throw new IllegalStateException("the store is down");
            }
            stored.addAll(facts);
        });
        for (int i = 0; i < 100; i++) {
            recorder.submit(List.of(note(0, i)));
        }
        recorder.flush();
        assertThat(stored).isEmpty();
        assertThat(recorder.spilled()).isEqualTo(100);
        release.countDown();
        recorder.submit(List.of(note(0, 100)));
        recorder.flush();

        assertThat(stored).hasSize(101);
        recorder.close();
        assertThat(recorder.lost()).isZero();
    }

    @Test
    void whatIsLeftInAFileIsStoredByTheNextOne() throws Exception {
        var recorder = recorder(new Pressure.Spill(folder), facts -> {
            throw new IllegalStateException("the store is down");
        });
        Run run = recorder.begin(Profile.of("task"));
        CompletableFuture<@Nullable Void> told = run.stored();
        run.note("password", "S3cr3tValue");
        run.end();
        recorder.close();

        assertThatThrownBy(() -> told.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .hasMessageContaining("is stored at the next start");
        assertThat(recorder.lost()).isZero();
        assertThat(files()).hasSize(1);
        assertThat(Files.readString(files().getFirst()))
                .doesNotContain("S3cr3t")
                .contains(SecretScan.MARK);
        Files.writeString(files().getFirst(), "{\"v\":1,\"execu", StandardOpenOption.APPEND);

        try (var next = recorder(new Pressure.Spill(folder), stored::addAll)) {
            next.flush();
            assertThat(stored).filteredOn(Fact.Ended.class::isInstance).hasSize(1);
            assertThat(stored).allMatch(fact -> fact.execution().equals(run.id()));
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aFileThatAnotherRecorderUsesIsLeftToIt() throws IOException {
        var one = recorder(new Pressure.Spill(folder), facts -> {
            throw new IllegalStateException("the store is down");
        });
        one.submit(List.of(note(0, 1)));
        one.flush();
        try (var other = recorder(new Pressure.Spill(folder), stored::addAll)) {
            other.flush();
            assertThat(stored).isEmpty();
            assertThat(files()).hasSize(1);
        }
        one.close();
    }

    @Test
    void aFolderThatCanNotBeWrittenToMakesLossesNotFailures() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        var recorder = recorder(new Pressure.Spill(file), facts -> {
            throw new IllegalStateException("the store is down");
        });
        recorder.submit(List.of(note(0, 1)));
        recorder.flush();
        recorder.close();

        assertThat(recorder.lost()).isEqualTo(1);
    }

    @Test
    void whoeverWaitsForARunIsToldNotBeforeItIsStored() throws Exception {
        try (var recorder = recorder(Recording.STANDARD.pressure(), this::storeOnceReleased)) {
            Run run = recorder.begin(Profile.of("task"));
            CompletableFuture<@Nullable Void> before = run.stored();
            run.end();
            CompletableFuture<@Nullable Void> after = run.stored();

            assertThat(before).isNotDone();
            assertThat(after).isNotDone();
            release.countDown();
            assertThat(before.get(30, TimeUnit.SECONDS)).isNull();
            assertThat(stored).filteredOn(Fact.Ended.class::isInstance).hasSize(1);
            assertThat(after.get(30, TimeUnit.SECONDS)).isNull();
            assertThat(run.stored().get(30, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void whoeverWaitsForARunThatIsLostIsToldSo() {
        try (var recorder = recorder(Recording.STANDARD.pressure(), facts -> {
            throw new IllegalStateException("the store is down");
        })) {
            Run run = recorder.begin(Profile.of("task"));
            run.end();

            assertThatThrownBy(() -> run.stored().get(30, TimeUnit.SECONDS))
                    .rootCause()
                    .hasMessage("the store is down");
        }
    }

    @Test
    void aFlushWaitsNoLongerThanItMay() {
        var recorder = recorder(Recording.STANDARD.pressure(), this::storeOnceReleased);
        recorder.submit(List.of(note(0, 1)));
        recorder.flush(Duration.ofMillis(1));

        assertThat(stored).isEmpty();
        release.countDown();
        recorder.close();
        assertThat(stored).hasSize(1);
    }

    private void storeOnceReleased(List<Fact> facts) {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        stored.addAll(facts);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void submitAll(Recorder recorder) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                threads.execute(() -> {
                    for (int i = 0; i < EACH; i++) {
                        recorder.submit(List.of(note(number, i)));
                    }
                });
            }
        }
    }

    private static Recorder recorder(Pressure pressure, Consumer<List<Fact>> sink) {
        return new Recorder(
                sink,
                Recording.STANDARD.with(pressure),
                UNKNOWN,
                () -> (component, terms) -> {
                    throw new AssertionError(component);
                },
                new ManualTime(),
                Randomness.system());
    }

    private static Fact note(int thread, int number) {
        Instant at = Instant.EPOCH.plusSeconds(number);
        var origin = new Origin(ExecutionId.of("execution"), Source.RECORDED, at);
        return new Fact.Noted(origin, new Event("thread " + thread, at, Payload.NONE));
    }
}

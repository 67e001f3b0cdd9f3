package dev.afterwise.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Origin;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.Transience;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecorderTest {
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

    private static final Protection NOBODY_CALLS = () -> (component, terms) -> {
        throw new AssertionError(component);
    };

    private final List<Fact> stored = Collections.synchronizedList(new ArrayList<>());

    @Test
    void closingStoresAllThatWasSubmittedByManyThreads() {
        var recorder = recorder(stored::addAll);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 20; thread++) {
                int first = thread * 1_000;
                threads.execute(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        recorder.submit(List.of(note(first + i)));
                    }
                });
            }
        }
        recorder.close();

        assertThat(stored).hasSize(20_000).doesNotHaveDuplicates();
    }

    @Test
    void whatComesSoonAfterSomethingWasStoredIsStoredTogether() throws InterruptedException {
        var first = new CountDownLatch(1);
        var calls = new AtomicInteger();
        try (var recorder = recorder(facts -> {
            calls.incrementAndGet();
            stored.addAll(facts);
            first.countDown();
        })) {
            recorder.submit(List.of(note(0)));
            first.await();
            for (int i = 1; i < 500; i++) {
                recorder.submit(List.of(note(i)));
            }
            recorder.flush();
        }

        assertThat(stored).hasSize(500);
        assertThat(calls).hasValueLessThanOrEqualTo(5);
    }

    @Test
    void manyGroupsAreStoredByOneCallOfTheSink() {
        var firstCall = new CountDownLatch(1);
        var calls = new ArrayList<Integer>();
        try (var recorder = recorder(facts -> {
            awaitQuietly(firstCall);
            calls.add(facts.size());
        })) {
            for (int i = 0; i < 500; i++) {
                recorder.submit(List.of(note(i)));
            }
            firstCall.countDown();
        }

        assertThat(calls.stream().mapToInt(Integer::intValue).sum()).isEqualTo(500);
        assertThat(calls.size()).isLessThanOrEqualTo(3);
    }

    @Test
    void aGroupThatTheSinkRefusesDoesNotTakeOthersAlong() {
        var recorder = recorder(facts -> {
            if (facts.contains(note(13))) {
                throw new IllegalStateException("refused");
            }
            stored.addAll(facts);
        });
        for (int i = 0; i < 100; i++) {
            recorder.submit(List.of(note(i)));
        }
        recorder.close();

        assertThat(stored).hasSize(99).doesNotContain(note(13));
        assertThat(recorder.lost()).isEqualTo(1);
    }

    @Test
    void whatFindsNoRoomIsCountedAndNeverThrown() {
        var release = new CountDownLatch(1);
        var recorder = recorder(facts -> {
            awaitQuietly(release);
            stored.addAll(facts);
        });
        int more = 3;
        // A thread that was told to stop does not wait for room.
        Thread.currentThread().interrupt();
        int submitted = 0;
        while (recorder.lost() < more) {
            recorder.submit(List.of(note(submitted++)));
        }
        assertThat(Thread.interrupted()).isTrue();
        release.countDown();
        recorder.close();

        assertThat(stored).hasSize(submitted - more);
    }

    @Test
    void whatIsSubmittedAfterClosingIsCountedAsLost() {
        var recorder = recorder(stored::addAll);
        recorder.close();
        recorder.submit(List.of(note(1)));
        recorder.flush();
        recorder.close();

        assertThat(stored).isEmpty();
        assertThat(recorder.lost()).isEqualTo(1);
    }

    @Test
    void factsAfterTheEndOfARunAreLateFactsAndNotLost() {
        try (var recorder = recorder(stored::addAll)) {
            Run run = recorder.begin(Profile.of("task"));
            run.end();
            run.end(new IllegalStateException("too late to count"));
            run.note("afterwards", "text");
        }

        assertThat(stored).filteredOn(Fact.Ended.class::isInstance).hasSize(1);
        assertThat(stored.getLast()).isInstanceOf(Fact.Noted.class);
    }

    private static Recorder recorder(Consumer<List<Fact>> sink) {
        return new Recorder(sink, UNKNOWN, NOBODY_CALLS, new ManualTime(), Seeded.random());
    }

    private static Fact note(int number) {
        Instant at = Instant.EPOCH.plusSeconds(number);
        var origin = new Origin(ExecutionId.of("execution"), Source.RECORDED, at);
        return new Fact.Noted(origin, new Event("note " + number, at, Payload.NONE));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

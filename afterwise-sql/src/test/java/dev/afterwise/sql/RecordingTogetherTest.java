package dev.afterwise.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Outcomes;
import dev.afterwise.Recording;
import dev.afterwise.Recording.Pressure;
import dev.afterwise.Settings;
import dev.afterwise.store.Filter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Eight threads that record as fast as they can into a file. */
class RecordingTogetherTest {
    private static final int THREADS = 8;
    private static final int EACH = 1_500;

    @TempDir
    Path folder;

    static Stream<Pressure> pressures() {
        return Stream.of(
                new Pressure.Block(Duration.ofMinutes(1)), new Pressure.Spill(Path.of("spill")), new Pressure.Drop());
    }

    @ParameterizedTest
    @MethodSource("pressures")
    void whatIsNotCountedAsLostIsStored(Pressure pressure) throws Exception {
        Pressure here = pressure instanceof Pressure.Spill ? new Pressure.Spill(folder.resolve("spill")) : pressure;
        Path file = folder.resolve("history.db");
        long lost;
        try (var afterwise =
                Afterwise.with(Afterwise.store(file), Settings.STANDARD.with(Recording.STANDARD.with(here)))) {
            recordAll(afterwise);
            afterwise.flush();
            lost = afterwise.lost();
        }
        Outcomes outcomes;
        try (var afterwise = Afterwise.open(file)) {
            outcomes = afterwise
                    .history()
                    .statistics(Filter.ALL, Set.of())
                    .getFirst()
                    .outcomes();
        }
        long all = (long) THREADS * EACH;
        if (pressure instanceof Pressure.Drop) {
            // An execution is two parcels, of one fact and of the rest: each that is not there has lost some.
            assertThat(all - outcomes.succeeded()).isLessThanOrEqualTo(lost);
        } else {
            assertThat(lost).isZero();
            assertThat(outcomes.succeeded()).isEqualTo(all);
            assertThat(outcomes.total()).isEqualTo(all);
        }
    }

    private static void recordAll(Afterwise afterwise) throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var recording = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int i = 0; i < EACH; i++) {
                            afterwise.run("task " + thread, run -> run.phase("p", () -> run.note("a", "b")));
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> each : recording) {
                each.get();
            }
        }
    }
}

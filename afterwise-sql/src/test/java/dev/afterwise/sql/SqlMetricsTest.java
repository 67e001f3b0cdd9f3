package dev.afterwise.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Histogram;
import dev.afterwise.Metric;
import dev.afterwise.Sample;
import dev.afterwise.Samples;
import dev.afterwise.Workspace;
import dev.afterwise.json.UnreadableException;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.Metrics;
import dev.afterwise.store.Period;
import dev.afterwise.store.Pruned;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Store;
import dev.afterwise.store.Upkeep;
import dev.afterwise.testkit.Seeded;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlMetricsTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    @TempDir
    Path folder;

    private Store open() {
        return new SqliteStoreProvider()
                .open(folder.resolve("history.db").toUri())
                .orElseThrow();
    }

    private static Sample sample(Instant at) {
        return new Sample(Metric.CPU, "", .5, at);
    }

    @Test
    void hoursArePrunedAndDaysStay() {
        try (Store store = open()) {
            Metrics metrics = store.workspace(Workspace.DEFAULT).metrics();
            metrics.record(IntStream.range(0, 24 * 40)
                    .mapToObj(hours -> sample(NOW.minus(Duration.ofHours(hours))))
                    .toList());

            Pruned pruned = store.upkeep().prune(Retention.STANDARD, NOW, Upkeep.Progress.UNSEEN);

            assertThat(pruned).isEqualTo(new Pruned(0, 0, 24 * 10 - 1));
            assertThat(metrics.series(MetricFilter.ALL, Period.HOUR)).hasSize(24 * 30 + 1);
            assertThat(metrics.series(MetricFilter.ALL, Period.DAY)).hasSize(41);
            assertThat(metrics.totals(MetricFilter.ALL))
                    .extracting(Samples::count)
                    .containsExactly(24L * 40);
        }
    }

    @Test
    void twoProcessesWouldAddToTheSameHour() {
        try (Store one = open();
                Store other = open()) {
            one.workspace(Workspace.DEFAULT).metrics().record(List.of(sample(NOW)));
            other.workspace(Workspace.DEFAULT).metrics().record(List.of(sample(NOW.plusSeconds(1))));

            assertThat(one.workspace(Workspace.DEFAULT).metrics().totals(MetricFilter.ALL))
                    .singleElement()
                    .extracting(Samples::count)
                    .isEqualTo(2L);
        }
    }

    private static Samples some(RandomGenerator random, int size) {
        double[] values = random.doubles(1 + random.nextInt(size), -1e9, 1e9).toArray();
        return new Samples(Metric.CPU, "db", Histogram.of(values), random.nextDouble(), values[0], NOW);
    }

    @Test
    void whatIsReadEqualsWhatWasWrittenAndACutIsNoticed() {
        Seeded.check(200, SqlMetricsTest::some, samples -> {
            byte[] written = SamplesForm.write(samples);
            assertThat(SamplesForm.read(Metric.CPU, "db", written)).isEqualTo(samples);
            byte[] cut = Arrays.copyOf(written, written.length - 1);
            assertThatThrownBy(() -> SamplesForm.read(Metric.CPU, "db", cut)).isInstanceOf(UnreadableException.class);
        });
        assertThatThrownBy(() -> SamplesForm.read(Metric.CPU, "db", new byte[] {7}))
                .isInstanceOf(UnreadableException.class);
    }
}

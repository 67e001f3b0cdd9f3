package dev.afterwise.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Histogram;
import dev.afterwise.Metric;
import dev.afterwise.Sample;
import dev.afterwise.Samples;
import dev.afterwise.Workspace;
import dev.afterwise.store.MetricBucket;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.MetricSums;
import dev.afterwise.store.Metrics;
import dev.afterwise.store.Period;
import dev.afterwise.store.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Metric samples: what they add up to, by hour, day and week. */
interface MetricsContract extends Contract {
    Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    default Metrics metrics() {
        return store().workspace(Workspace.DEFAULT).metrics();
    }

    private static Sample latency(double millis, Instant at) {
        return new Sample(Metric.LATENCY, "", millis, at);
    }

    @Test
    default void samplesAddUpToCountSumHistogramAndTheNewestValue() {
        metrics().record(List.of(latency(4, NOON), latency(16, NOON.plusSeconds(9)), latency(0, NOON.plusSeconds(3))));
        metrics().record(List.of(latency(-2, NOON.plusSeconds(1))));

        assertThat(metrics().totals(MetricFilter.ALL)).singleElement().satisfies(all -> {
            assertThat(all.metric()).isEqualTo(Metric.LATENCY);
            assertThat(all.component()).isEmpty();
            assertThat(all.values()).isEqualTo(Histogram.of(-2, 0, 4, 16));
            assertThat(all.count()).isEqualTo(4);
            assertThat(all.sum()).isEqualTo(18);
            assertThat(all.mean()).isEqualTo(4.5);
            assertThat(all.last()).isEqualTo(16);
            assertThat(all.lastAt()).isEqualTo(NOON.plusSeconds(9));
        });
    }

    @Test
    default void metricsUnitsAndComponentsAreToldApart() {
        var seconds = Metric.of("latency", "s");
        metrics()
                .record(List.of(
                        new Sample(Metric.MEMORY, "", 1, NOON),
                        new Sample(seconds, "db", 2, NOON),
                        new Sample(Metric.LATENCY, "db", 3, NOON),
                        new Sample(Metric.LATENCY, "", 4, NOON)));

        assertThat(metrics().totals(MetricFilter.ALL)).extracting(Samples::last).containsExactly(4., 3., 2., 1.);
        assertThat(metrics().totals(MetricFilter.of(Metric.LATENCY))).hasSize(3);
        assertThat(metrics().totals(MetricFilter.of(Metric.LATENCY).withComponent("")))
                .extracting(Samples::last)
                .containsExactly(4.);
        assertThat(metrics().totals(MetricFilter.ALL.withComponent("db"))).hasSize(2);
        assertThat(metrics().totals(MetricFilter.of(Metric.CPU))).isEmpty();
    }

    @Test
    default void aSeriesGoesByHourDayOrWeekAndLeavesGaps() {
        Instant nextDay = NOON.plus(Duration.ofDays(1));
        Instant nextWeek = NOON.plus(Duration.ofDays(7));
        metrics()
                .record(Stream.of(NOON, NOON.plusSeconds(3_599), NOON.plusSeconds(3_600), nextDay, nextWeek)
                        .map(at -> latency(1, at))
                        .toList());

        assertThat(starts(Period.HOUR)).containsExactly(NOON, NOON.plusSeconds(3_600), nextDay, nextWeek);
        assertThat(starts(Period.DAY))
                .containsExactly(
                        Instant.parse("2026-03-04T00:00:00Z"),
                        Instant.parse("2026-03-05T00:00:00Z"),
                        Instant.parse("2026-03-11T00:00:00Z"));
        assertThat(starts(Period.WEEK))
                .containsExactly(Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-09T00:00:00Z"));
        assertThat(metrics().series(MetricFilter.ALL, Period.DAY))
                .extracting(bucket -> bucket.samples().count())
                .containsExactly(3L, 1L, 1L);
    }

    private List<Instant> starts(Period period) {
        return metrics().series(MetricFilter.ALL, period).stream()
                .map(MetricBucket::start)
                .toList();
    }

    @Test
    default void aWindowCountsByWholeHours() {
        metrics()
                .record(List.of(
                        latency(1, NOON.minusSeconds(1)), latency(2, NOON), latency(3, NOON.plusSeconds(3_600))));

        var cutsTheHour = new Window(NOON.plusSeconds(1_800), NOON.plusSeconds(1_801));
        assertThat(metrics().totals(MetricFilter.ALL.with(cutsTheHour)))
                .extracting(Samples::last)
                .containsExactly(2.);
        assertThat(metrics().totals(MetricFilter.ALL.with(new Window(NOON, NOON.plusSeconds(3_600)))))
                .extracting(Samples::last)
                .containsExactly(2.);
        assertThat(metrics().totals(MetricFilter.ALL.with(new Window(Instant.MIN, Instant.MAX))))
                .extracting(Samples::count)
                .containsExactly(3L);
    }

    @Test
    default void metricsOfOneWorkspaceAreNotThoseOfAnother() {
        store().workspace(new Workspace("here")).metrics().record(List.of(latency(1, NOON)));

        var there = store().workspace(new Workspace("there")).metrics();
        assertThat(there.totals(MetricFilter.ALL)).isEmpty();
        assertThat(there.series(MetricFilter.ALL, Period.HOUR)).isEmpty();
    }

    @Test
    default void thousandSeriesAreToldApartAndTheRestIsOther() {
        metrics()
                .record(IntStream.range(0, Metrics.MOST_SERIES)
                        .mapToObj(i -> new Sample(Metric.API_CALLS, "component " + i, 1, NOON))
                        .toList());
        metrics()
                .record(List.of(
                        new Sample(Metric.API_CALLS, "one more", 2, NOON),
                        new Sample(Metric.API_CALLS, "and another", 3, NOON),
                        new Sample(Metric.API_CALLS, "component 7", 4, NOON)));

        assertThat(metrics().totals(MetricFilter.ALL)).hasSize(Metrics.MOST_SERIES + 1);
        assertThat(metrics().totals(MetricFilter.ALL.withComponent(Metrics.OTHER)))
                .singleElement()
                .satisfies(other -> assertThat(other.values()).isEqualTo(Histogram.of(2, 3)));
        assertThat(metrics().totals(MetricFilter.ALL.withComponent("component 7")))
                .extracting(Samples::count)
                .containsExactly(2L);
    }

    /** Samples whose sums are exact, in whatever order they are added. */
    private static List<Sample> some(RandomGenerator random, int size) {
        return Stream.generate(() -> new Sample(
                        random.nextBoolean() ? Metric.LATENCY : Metric.of("queue", "1"),
                        random.nextBoolean() ? "" : "it's " + random.nextInt(3),
                        (random.nextInt(64_000) - 8_000) / 8.0,
                        NOON.plus(random.nextLong(20L * 86_400_000_000L), ChronoUnit.MICROS)))
                .limit(1 + random.nextInt(size))
                .toList();
    }

    private static Window window(RandomGenerator random) {
        Instant from = NOON.plus(random.nextInt(20 * 24 * 4) * 15L, ChronoUnit.MINUTES);
        return new Window(
                random.nextInt(4) == 0 ? null : from,
                random.nextInt(4) == 0 ? null : from.plus(random.nextInt(500) * 15L, ChronoUnit.MINUTES));
    }

    @Test
    default void whateverIsAskedForIsWhatTheSamplesAddUpTo() {
        var random = Seeded.random();
        Seeded.check(25, MetricsContract::some, samples -> {
            var metrics = fresh().metrics();
            int cut = random.nextInt(samples.size() + 1);
            metrics.record(samples.subList(cut, samples.size()));
            metrics.record(samples.subList(0, cut));
            for (int i = 0; i < 8; i++) {
                Window window = window(random);
                MetricFilter filter = MetricFilter.ALL
                        .with(window)
                        .withMetric(random.nextBoolean() ? null : "queue")
                        .withComponent(random.nextBoolean() ? null : "");
                for (Period period : Period.values()) {
                    assertThat(metrics.series(filter, period)).isEqualTo(expected(samples, filter, period::bucketOf));
                }
                assertThat(metrics.totals(filter))
                        .isEqualTo(expected(samples, filter, at -> Instant.EPOCH).stream()
                                .map(MetricBucket::samples)
                                .toList());
            }
        });
    }

    private static List<MetricBucket> expected(
            List<Sample> samples, MetricFilter filter, UnaryOperator<Instant> bucketOf) {
        var sums = new MetricSums(bucketOf);
        samples.stream()
                .filter(each -> filter.metric() == null
                        || filter.metric().equals(each.metric().name()))
                .filter(each -> filter.component() == null || filter.component().equals(each.component()))
                .filter(each -> filter.window().fromWholeHour().holds(Period.HOUR.bucketOf(each.at())))
                .forEach(each -> sums.add(each.at(), Samples.of(each)));
        return sums.buckets();
    }
}

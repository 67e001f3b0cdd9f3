package dev.afterwise.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Afterwise;
import dev.afterwise.Metric;
import dev.afterwise.Sample;
import dev.afterwise.Samples;
import dev.afterwise.Settings;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.testkit.ManualTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SamplerTest {
    private final ManualTime time = new ManualTime();
    private final List<Sample> stored = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatIsSampledIsStoredWithoutFlushing() throws Exception {
        var reached = new CountDownLatch(1);
        try (var sampler = new Sampler(
                samples -> {
                    stored.addAll(samples);
                    reached.countDown();
                },
                10,
                time)) {
            sampler.sample(Metric.CPU, "", .5);
            reached.await();
            assertThat(stored).containsExactly(new Sample(Metric.CPU, "", .5, time.now()));
        }
    }

    @Test
    void nothingIsLostThatManyThreadsSampleUntilItIsClosed() {
        int each = 1_000;
        var sampler = new Sampler(stored::addAll, 8 * each, time);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    for (int n = 0; n < each; n++) {
                        sampler.sample(Metric.CPU, "", n);
                    }
                });
            }
        }
        sampler.close();

        assertThat(stored).hasSize(8 * each);
        assertThat(sampler.dropped()).isZero();
    }

    @Test
    void whatFindsNoRoomIsDroppedAndCountedWhileNobodyWaits() throws Exception {
        var busy = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        var sampler = new Sampler(
                samples -> {
                    busy.countDown();
                    awaitQuietly(free);
                    stored.addAll(samples);
                },
                10,
                time);
        sampler.sample(Metric.CPU, "", 0);
        busy.await();
        for (int i = 1; i <= 30; i++) {
            sampler.sample(Metric.CPU, "", i);
        }
        assertThat(sampler.dropped()).isEqualTo(20);
        free.countDown();
        sampler.close();

        assertThat(stored).hasSize(11);
        sampler.sample(Metric.CPU, "", 99);
        assertThat(sampler.dropped()).isEqualTo(21);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aStoreThatRefusesNeverReachesWhoeverSamples() {
        var sampler = new Sampler(
                samples -> {
                    throw new StoreException("full");
                },
                10,
                time);
        sampler.sample(Metric.CPU, "", 1);
        sampler.sample(Metric.CPU, "", Double.NaN);
        sampler.close();

        assertThat(sampler.dropped()).isEqualTo(2);
    }

    @Test
    void theFrontDoorSamplesByComponent() {
        try (var afterwise = Afterwise.with(Store.inMemory(), Settings.STANDARD.with(time))) {
            afterwise.sample(Metric.LATENCY, "db", 12);
            afterwise.sample(Metric.of("queue_depth", "1"), 7);
            afterwise.sample(Metric.LATENCY, "db", 14);
            afterwise.flush();

            assertThat(afterwise.metrics().totals(MetricFilter.of(Metric.LATENCY)))
                    .singleElement()
                    .satisfies(latency -> assertThat(latency.mean()).isEqualTo(13));
            assertThat(afterwise.metrics().totals(MetricFilter.ALL.withComponent("")))
                    .extracting(Samples::last)
                    .containsExactly(7.);
            assertThat(afterwise.droppedSamples()).isZero();
        }
    }
}

package dev.afterwise.store;

import dev.afterwise.Samples;
import java.time.Instant;

/** What was sampled in one period, from {@code start} on. */
public record MetricBucket(Instant start, Samples samples) {}

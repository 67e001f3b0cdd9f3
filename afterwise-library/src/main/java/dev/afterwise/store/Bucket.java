package dev.afterwise.store;

import dev.afterwise.Summary;
import java.time.Instant;

/** What began in one period, from {@code start} on. */
public record Bucket(Instant start, Summary summary) {}

package dev.afterwise;

import java.time.Instant;

/** A point in time inside an execution that somebody thought worth noting. */
public record Event(String name, Instant at, Payload payload) {}

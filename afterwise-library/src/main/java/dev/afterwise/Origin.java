package dev.afterwise;

import java.time.Instant;

/** Whose fact it is: the execution that it is about, who says so, and when that was noticed. */
public record Origin(ExecutionId execution, Source source, Instant observedAt) {}

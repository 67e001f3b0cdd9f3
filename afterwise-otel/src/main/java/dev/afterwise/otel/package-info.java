/** OpenTelemetry's spans, logs and metrics as facts, and executions as spans. Translates, and decides nothing. */
@NullMarked
package dev.afterwise.otel;

import org.jspecify.annotations.NullMarked;

/** One port for everything: OpenTelemetry in, the HTTP API, pages, metrics. Calls the front door and the store, and decides nothing. */
@NullMarked
package dev.afterwise.server;

import org.jspecify.annotations.NullMarked;

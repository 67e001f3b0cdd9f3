/** What Prometheus asks for: figures of the history and of the server itself, as text. */
@NullMarked
package dev.afterwise.server.figures;

import org.jspecify.annotations.NullMarked;

/** A server as a process of its own, and what is sent to it. */
@NullMarked
package dev.afterwise.benchmarks.server;

import org.jspecify.annotations.NullMarked;

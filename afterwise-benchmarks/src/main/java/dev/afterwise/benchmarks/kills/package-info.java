/** Processes that are killed while they carry plans out. */
@NullMarked
package dev.afterwise.benchmarks.kills;

import org.jspecify.annotations.NullMarked;

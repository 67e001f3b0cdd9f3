/** A world in virtual time, in which components fail and callers protect themselves in different ways. */
@NullMarked
package dev.afterwise.benchmarks.faults;

import org.jspecify.annotations.NullMarked;

/** The clock, sleeping and randomness that a test can hold still. */
@NullMarked
package dev.afterwise.time;

import org.jspecify.annotations.NullMarked;

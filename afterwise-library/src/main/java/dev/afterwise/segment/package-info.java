/** Executions side by side, a column for each thing that is known of them: what patterns are found in. */
@NullMarked
package dev.afterwise.segment;

import org.jspecify.annotations.NullMarked;

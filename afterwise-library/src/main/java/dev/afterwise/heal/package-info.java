/** Failures are classified, and healed within bounds. */
@NullMarked
package dev.afterwise.heal;

import org.jspecify.annotations.NullMarked;

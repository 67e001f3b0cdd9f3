/** Choosing among alternatives under uncertainty. */
@NullMarked
package dev.afterwise.choose;

import org.jspecify.annotations.NullMarked;

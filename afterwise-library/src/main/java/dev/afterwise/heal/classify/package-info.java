/** What a failure is, from all that is told of it. */
@NullMarked
package dev.afterwise.heal.classify;

import org.jspecify.annotations.NullMarked;

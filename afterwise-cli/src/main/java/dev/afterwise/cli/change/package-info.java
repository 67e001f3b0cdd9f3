/** What changed: degradations, and alerts about them. */
@NullMarked
package dev.afterwise.cli.change;

import org.jspecify.annotations.NullMarked;

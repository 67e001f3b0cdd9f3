/** The commands that keep a store small, whole and safe. */
@NullMarked
package dev.afterwise.cli.store;

import org.jspecify.annotations.NullMarked;

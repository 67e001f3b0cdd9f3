/** The {@code afterwise} command: what it consists of, and how it is run. */
@NullMarked
package dev.afterwise.cli;

import org.jspecify.annotations.NullMarked;

/** The code of the README and the guides. */
@NullMarked
package dev.afterwise.examples;

import org.jspecify.annotations.NullMarked;

/** The demonstration: the whole loop on real processes, measured before and after. */
@NullMarked
package dev.afterwise.cli.demo;

import org.jspecify.annotations.NullMarked;

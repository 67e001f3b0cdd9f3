/** Commands that ask for what is known, add to it, and carry it from one place to another. */
@NullMarked
package dev.afterwise.cli.knowledge;

import org.jspecify.annotations.NullMarked;

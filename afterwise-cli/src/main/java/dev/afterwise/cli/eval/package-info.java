/** Commands that compare what afterwise says with what is known. */
@NullMarked
package dev.afterwise.cli.eval;

import org.jspecify.annotations.NullMarked;

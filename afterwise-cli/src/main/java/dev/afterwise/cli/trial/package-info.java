/** Commands that try something against what there is, and say how it stands. */
@NullMarked
package dev.afterwise.cli.trial;

import org.jspecify.annotations.NullMarked;

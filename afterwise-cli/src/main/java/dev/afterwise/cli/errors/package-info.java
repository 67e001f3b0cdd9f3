/** Commands about the errors in which executions ended. */
@NullMarked
package dev.afterwise.cli.errors;

import org.jspecify.annotations.NullMarked;

/** Commands that look at the history, and the one that brings executions in from elsewhere. */
@NullMarked
package dev.afterwise.cli.history;

import org.jspecify.annotations.NullMarked;

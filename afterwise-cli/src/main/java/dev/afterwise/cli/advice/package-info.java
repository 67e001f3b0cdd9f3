/** Commands that say what would be better, and adopt it. */
@NullMarked
package dev.afterwise.cli.advice;

import org.jspecify.annotations.NullMarked;

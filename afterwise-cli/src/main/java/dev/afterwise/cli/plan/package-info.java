/** Commands that carry out plans. */
@NullMarked
package dev.afterwise.cli.plan;

import org.jspecify.annotations.NullMarked;

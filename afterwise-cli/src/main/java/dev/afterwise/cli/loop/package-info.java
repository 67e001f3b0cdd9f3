/** Commands that let a workspace get better by itself, and say how far it has come. */
@NullMarked
package dev.afterwise.cli.loop;

import org.jspecify.annotations.NullMarked;

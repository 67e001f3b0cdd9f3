/** What people and programs see of a run while it goes on. */
@NullMarked
package dev.afterwise.cli.live;

import org.jspecify.annotations.NullMarked;

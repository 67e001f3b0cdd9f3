/** What other processes ask before they work and tell afterwards, in whatever language they are written: answered from memory. */
@NullMarked
package dev.afterwise.cli.remote;

import org.jspecify.annotations.NullMarked;

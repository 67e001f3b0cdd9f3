/** What commands find around them: streams, environment, options that all of them take, and the store. */
@NullMarked
package dev.afterwise.cli.shell;

import org.jspecify.annotations.NullMarked;

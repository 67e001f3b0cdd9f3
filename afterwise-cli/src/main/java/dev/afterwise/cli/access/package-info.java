/** Commands about who may come in through the server, and what they did. */
@NullMarked
package dev.afterwise.cli.access;

import org.jspecify.annotations.NullMarked;

/** The server of the Model Context Protocol: what it says, and the tools that it offers. */
@NullMarked
package dev.afterwise.cli.mcp;

import org.jspecify.annotations.NullMarked;

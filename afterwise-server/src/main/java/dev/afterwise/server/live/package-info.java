/** What a server does by itself while it runs: it looks what happens, tells who listens, and concludes what nobody ends. Knows no transport. */
@NullMarked
package dev.afterwise.server.live;

import org.jspecify.annotations.NullMarked;

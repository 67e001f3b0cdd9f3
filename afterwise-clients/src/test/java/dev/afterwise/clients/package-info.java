/** Other people's clients and instrumentations, unmodified, sending to our server. */
@NullMarked
package dev.afterwise.clients;

import org.jspecify.annotations.NullMarked;

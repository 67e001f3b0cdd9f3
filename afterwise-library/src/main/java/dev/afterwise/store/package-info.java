/** Where history is kept. Implement {@link dev.afterwise.store.Store} to keep it somewhere new. */
@NullMarked
package dev.afterwise.store;

import org.jspecify.annotations.NullMarked;

/** Running work becomes facts. */
@NullMarked
package dev.afterwise.record;

import org.jspecify.annotations.NullMarked;

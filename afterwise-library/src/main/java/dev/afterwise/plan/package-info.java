/** Plans: their model, and the runner that carries them out. */
@NullMarked
package dev.afterwise.plan;

import org.jspecify.annotations.NullMarked;

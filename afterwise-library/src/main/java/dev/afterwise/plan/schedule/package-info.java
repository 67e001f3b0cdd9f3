/** In which order to begin pieces of work that wait for each other, when there are fewer workers than pieces. Pure. */
@NullMarked
package dev.afterwise.plan.schedule;

import org.jspecify.annotations.NullMarked;

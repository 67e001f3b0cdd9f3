/**
 * What will come of work that is not done yet, from what came of work like it: how likely it succeeds, how long it takes, what it
 * costs, and what speaks for and against it.
 */
@NullMarked
package dev.afterwise.learn.predict;

import org.jspecify.annotations.NullMarked;

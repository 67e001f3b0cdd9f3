/**
 * How well things go: a score for each component and what pulls it down, what is slow, what fails, and what to do about it first.
 *
 * <p>{@link dev.afterwise.learn.health.Checkup#of} is a pure function of {@link dev.afterwise.learn.health.Vitals}.
 */
@NullMarked
package dev.afterwise.learn.health;

import org.jspecify.annotations.NullMarked;

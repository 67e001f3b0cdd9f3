/**
 * Regularities of a history: what its successes, failures and durations go along with.
 *
 * <p>{@link dev.afterwise.learn.patterns.Patterns} looks at hours and weekdays, orders of steps, attributes, numbers and pairs of
 * conditions, and says what it found with the effect, its interval and how sure it is. All that it looks at shares one budget of
 * false discoveries, and looking again tomorrow does not spend it twice.
 */
@NullMarked
package dev.afterwise.learn.patterns;

import org.jspecify.annotations.NullMarked;

/**
 * What changed, when, and what changed with it. Pure: data in, findings out.
 *
 * <dl>
 *   <dt>{@link dev.afterwise.learn.change.Degradations}
 *   <dd>where success, duration or cost of a task moved to another level, dated, with the attribute values that came or went then
 *   <dt>{@link dev.afterwise.learn.change.Baseline}
 *   <dd>what is normal
 *   <dt>{@link dev.afterwise.learn.change.ChangePoints}
 *   <dd>where a series of numbers, whatever they are, begins to behave in another way
 * </dl>
 */
@NullMarked
package dev.afterwise.learn.change;

import org.jspecify.annotations.NullMarked;

/**
 * Failures become errors: what failures of one type say with one template at one place in the work.
 *
 * <p>Executions are never rewritten. Templates group fingerprints, which executions have since they were recorded, so that a
 * million of them are counted in a moment.
 *
 * <dl>
 *   <dt>{@link dev.afterwise.learn.errors.ErrorStudy}
 *   <dd>finds the errors of a history, what each has cost, and whether it is new, came back, goes on or is gone
 *   <dt>{@link dev.afterwise.learn.errors.StackTrace}
 *   <dd>what matters of a stack trace: type, message, and the first frame that is the application's own
 * </dl>
 */
@NullMarked
package dev.afterwise.learn.errors;

import org.jspecify.annotations.NullMarked;

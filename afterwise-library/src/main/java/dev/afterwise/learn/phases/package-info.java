/**
 * Where the time of executions goes: which steps are on their critical path, take longer than usual or than estimated, or fail,
 * and in which order they do best.
 *
 * <dl>
 *   <dt>{@link dev.afterwise.learn.phases.PhaseStudy}
 *   <dd>finds slow steps, bottlenecks, and the best order that was seen
 *   <dt>{@link dev.afterwise.learn.phases.CriticalPath}
 *   <dd>for how much of an execution's time each of its steps is to blame
 * </dl>
 */
@NullMarked
package dev.afterwise.learn.phases;

import org.jspecify.annotations.NullMarked;

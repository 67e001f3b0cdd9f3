/**
 * What runs of a plan say about the plan itself: which other way helps after a failure, what should fail before something expensive
 * begins, what can be known to fail beforehand, how long steps take, and at which hours runs go well.
 *
 * <dl>
 *   <dt>{@link dev.afterwise.learn.plans.PlanScan}
 *   <dd>looks at all of it, and at what {@link dev.afterwise.learn.PlanStudy} looks at, with one correction for everything
 *   <dt>{@link dev.afterwise.learn.plans.Outline}
 *   <dd>as much of a plan as it needs to know
 * </dl>
 */
@NullMarked
package dev.afterwise.learn.plans;

import org.jspecify.annotations.NullMarked;

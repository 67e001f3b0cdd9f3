/**
 * Executions become findings. Pure: data in, findings out; no store, no clock, no thread, no chance.
 *
 * <p>Every rate comes with its sample and its interval. Every scan corrects for all it looked at, so that on data that hold
 * nothing it finds something in at most one of twenty; tests count that. Not knowing is an answer. What ended in an unknown way
 * is no failure, and what was cancelled is neither failure nor success.
 *
 * <dl>
 *   <dt>{@link dev.afterwise.learn.PlanStudy}
 *   <dd>what runs of plans say about their steps: recommendations of an alternative, of retries, of a time-out
 *   <dt>{@link dev.afterwise.learn.Choice}
 *   <dd>which agent, model or route to take for a task
 *   <dt>{@link dev.afterwise.learn.Trends}
 *   <dd>whether success and duration get better or worse
 *   <dt>{@link dev.afterwise.learn.stats.Proportions}, {@link dev.afterwise.learn.stats.Quantiles}, {@link
 *       dev.afterwise.learn.stats.Corrections}
 *   <dd>the statistics all of it is made of
 * </dl>
 */
@NullMarked
package dev.afterwise.learn;

import org.jspecify.annotations.NullMarked;

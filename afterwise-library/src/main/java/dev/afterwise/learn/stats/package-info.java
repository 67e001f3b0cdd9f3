/**
 * Samples become statements: estimates with their intervals, and tests with their p-values.
 *
 * <p>Pure: numbers in, numbers out. Each is named by its published source, and checked against figures printed there or computed
 * by another program. Samples too small to say anything give intervals without end and p-values of 1, not errors.
 *
 * <dl>
 *   <dt>{@link dev.afterwise.learn.stats.Proportions}, {@link dev.afterwise.learn.stats.Quantiles}, {@link
 *       dev.afterwise.learn.stats.Medians}, {@link dev.afterwise.learn.stats.Beta}
 *   <dd>rates, quantiles and medians: intervals, differences, tests; what is believed of a rate that was seldom seen
 *   <dt>{@link dev.afterwise.learn.stats.Ranks}, {@link dev.afterwise.learn.stats.Tables}, {@link
 *       dev.afterwise.learn.stats.KolmogorovSmirnov}
 *   <dd>tests of independent numbers and counts
 *   <dt>{@link dev.afterwise.learn.stats.Clustered}
 *   <dd>a test of what is not independent, such as executions that ran at the same time
 *   <dt>{@link dev.afterwise.learn.stats.ConfidenceSequence}
 *   <dd>what may be looked at again and again
 *   <dt>{@link dev.afterwise.learn.stats.Regression}, {@link dev.afterwise.learn.stats.Clusters}, {@link
 *       dev.afterwise.learn.stats.HourOfWeek}
 *   <dd>what happens in the course of time, and what is usual when
 *   <dt>{@link dev.afterwise.learn.stats.Robust}, {@link dev.afterwise.learn.stats.Cuts}
 *   <dd>middle and scale in spite of outliers; where numbers may be cut in two
 *   <dt>{@link dev.afterwise.learn.stats.Corrections}
 *   <dd>p-values corrected for how many were looked at
 * </dl>
 */
@NullMarked
package dev.afterwise.learn.stats;

import org.jspecify.annotations.NullMarked;

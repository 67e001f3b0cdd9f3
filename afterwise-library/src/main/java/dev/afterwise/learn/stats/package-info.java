/**
 * Samples become statements: estimates with their intervals, and tests with their p-values.
 *
 * <p>Pure: numbers in, numbers out. Each is named by its published source, and checked against figures printed there or computed
 * by another program. Samples too small to say anything give intervals without end and p-values of 1, not errors.
 *
 * <dl>
 *   <dt>{@link dev.afterwise.learn.stats.Proportions}, {@link dev.afterwise.learn.stats.Quantiles}, {@link
 *       dev.afterwise.learn.stats.Medians}
 *   <dd>rates, quantiles and medians: intervals, differences, tests
 *   <dt>{@link dev.afterwise.learn.stats.Regression}, {@link dev.afterwise.learn.stats.Clusters}
 *   <dd>what happens in the course of time
 *   <dt>{@link dev.afterwise.learn.stats.Corrections}
 *   <dd>p-values corrected for how many were looked at
 * </dl>
 */
@NullMarked
package dev.afterwise.learn.stats;

import org.jspecify.annotations.NullMarked;

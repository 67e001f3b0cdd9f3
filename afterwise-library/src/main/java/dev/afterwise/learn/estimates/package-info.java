/**
 * What runs of a plan say about its next run: how long each step takes in each of the ways there are to do it, how often it fails
 * and what helps then, what it costs.
 *
 * <p>Pure: executions in, {@link dev.afterwise.PlanEstimates} out. They are what was seen, not what is believed: whoever reckons with
 * them sees the sample, and reckons with how little it says.
 */
@NullMarked
package dev.afterwise.learn.estimates;

import org.jspecify.annotations.NullMarked;

/**
 * Plans played through before they are run: how long a run will take, what it will cost, how likely it succeeds, and what that
 * hangs on.
 *
 * <p>Pure: a plan and {@linkplain dev.afterwise.PlanEstimates estimates} in, a {@link dev.afterwise.plan.simulate.Forecast} out; the same
 * again for the same seed. A simulated run decides as a real one does: the same conditions, choices, retries, fallbacks, places and
 * resources. What the estimates don't know widens the forecast: each few runs are played in another world that the samples allow.
 */
@NullMarked
package dev.afterwise.plan.simulate;

import org.jspecify.annotations.NullMarked;

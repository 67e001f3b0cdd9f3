/** What stands between a component and those who call it: circuit breaker, recovery budget, limits. */
@NullMarked
package dev.afterwise.heal.guard;

import org.jspecify.annotations.NullMarked;

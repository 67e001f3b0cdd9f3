package dev.afterwise.learn.health;

import dev.afterwise.Evidence;

/**
 * What an optimisation should bring, computed from what was measured.
 *
 * @param evidence the gain with its interval
 * @param share the gain as a share of all executions or of all time, half of it if it is only an upper bound
 * @param assuming under which assumption; empty if under none
 */
public record Impact(Evidence evidence, double share, String assuming) {
    /** Whether it is only known that it can't be more. */
    public boolean isBound() {
        return evidence.low() == 0;
    }
}

package dev.afterwise.store;

import dev.afterwise.ExecutionId;

/**
 * The right to carry out a run of a plan. Whoever took the latest holds the run; all that went before are fenced off.
 *
 * @param number counts from 1, the hold of whoever began the run
 */
public record Hold(ExecutionId run, int number) {}

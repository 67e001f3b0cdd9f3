package dev.afterwise.learn.similar;

import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.Tally;

/**
 * A kind of failure among executions that are alike.
 *
 * @param example the newest
 * @param share how many of them failed otherwise, or did not: {@code worked} counts this kind
 */
public record Trouble(Failure example, ExecutionId execution, Tally share) {}

package dev.afterwise.learn.errors;

import dev.afterwise.Money;
import java.time.Duration;

/**
 * What executions that ended in an error took and cost for nothing.
 *
 * @param failures how many they are
 * @param took how long they took together, as far as that is known
 * @param share of all that failures took and cost: the mean of both shares, or one of them where the other is unknown, or else
 *     the share of failures
 */
public record Waste(long failures, Duration took, Money cost, double share) {}

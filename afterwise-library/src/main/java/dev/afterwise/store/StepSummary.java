package dev.afterwise.store;

import dev.afterwise.Summary;

/**
 * What the steps of one kind and name add up to, in executions of one task: each by how its last attempt went, with what all
 * its attempts took and spent.
 *
 * @param kind {@code phase}, {@code tool}, {@code model}, or {@code delegate} for all steps that are executions of their own
 * @param summary its subject names the task and the step
 */
public record StepSummary(String kind, Summary summary) {}

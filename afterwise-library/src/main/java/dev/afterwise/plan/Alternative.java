package dev.afterwise.plan;

/**
 * One way to do a step.
 *
 * @param agent its name, unique within the step
 */
public record Alternative(String agent, Body body) {}

package dev.afterwise.learn.health;

import dev.afterwise.Subject;

/**
 * Something that got worse, and still is.
 *
 * @param subject whose; everything if it is about no component in particular
 * @param points what it costs
 * @param because what was seen, when, in figures
 */
public record Setback(Subject subject, double points, String because) {}

package dev.afterwise.learn.templates;

/**
 * Two templates turned out to be one. What was counted under the first counts under the second from now on.
 *
 * @param from the younger one; {@link Templates#template} still finds the other by it
 * @param into the older one
 */
public record Merge(TemplateId from, TemplateId into) {}

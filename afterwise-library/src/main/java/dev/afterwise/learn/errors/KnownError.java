package dev.afterwise.learn.errors;

import dev.afterwise.FailureClass;
import dev.afterwise.Severity;

/**
 * What failures of one type with one template at one place have in common, and what became of them.
 *
 * @param failureClass of most of them
 */
public record KnownError(
        ErrorKey key, FailureClass failureClass, Severity severity, Life life, Waste waste, Seen seen, Course course) {}

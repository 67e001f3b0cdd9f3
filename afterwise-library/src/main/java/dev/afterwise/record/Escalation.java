package dev.afterwise.record;

import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;

/**
 * A failure that a person has to see to.
 *
 * @param execution in which it came up; {@code history show} tells all about it
 * @param component that was called
 * @param because why nothing else was done
 */
public record Escalation(ExecutionId execution, String component, Failure failure, String because) {}

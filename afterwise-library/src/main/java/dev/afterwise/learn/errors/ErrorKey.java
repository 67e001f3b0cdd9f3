package dev.afterwise.learn.errors;

import dev.afterwise.ExecutionId;

/**
 * What tells one error from another.
 *
 * @param id 12 hex digits of a hash over the rest, and the template's own id in place of its text; the same on every machine
 * @param type the exception class, exit code or error code; empty if there is none
 * @param template what is said each time, with a star for what is said differently; empty if nothing was said
 * @param frame where in the code it was thrown, as far as a stack trace says so; else empty
 * @param step where in the work it happened: the names of the steps from the outermost to the innermost; empty if in none
 */
public record ErrorKey(String id, String type, String template, String frame, String step) {
    private static final int DIGITS = 12;

    static ErrorKey of(String type, String templateId, String template, String frame, String step) {
        String hash = ExecutionId.of(String.join("\n", "error", type, templateId, frame, step))
                .hex();
        return new ErrorKey(hash.substring(0, DIGITS), type, template, frame, step);
    }

    ErrorKey called(String other) {
        return new ErrorKey(other, type, template, frame, step);
    }
}

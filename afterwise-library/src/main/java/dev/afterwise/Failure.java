package dev.afterwise;

/**
 * Why an attempt or an execution failed.
 *
 * @param type the exception class, exit code or error code, as OpenTelemetry's {@code error.type}; empty if there is none
 * @param message what was said, an {@link Excerpt} of at most {@link #MAX_MESSAGE} characters
 * @param fingerprint the same for failures that differ only in ids, numbers and paths
 */
public record Failure(
        FailureClass failureClass,
        Severity severity,
        Transience transience,
        String type,
        String message,
        Fingerprint fingerprint) {
    /** How many characters of a message are kept. */
    public static final int MAX_MESSAGE = 4_000;

    public Failure {
        message = Excerpt.of(message, MAX_MESSAGE);
    }

    public static Failure of(
            FailureClass failureClass, Severity severity, Transience transience, String type, String message) {
        return new Failure(failureClass, severity, transience, type, message, Fingerprint.of(type, message));
    }
}

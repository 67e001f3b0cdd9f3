package dev.afterwise;

/**
 * Why an attempt or an execution failed.
 *
 * @param type the exception class, exit code or error code, as OpenTelemetry's {@code error.type}; empty if there is none
 * @param message what was said, cut to {@link #MAX_MESSAGE} characters
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
        if (message.length() > MAX_MESSAGE) {
            boolean splitsPair = Character.isHighSurrogate(message.charAt(MAX_MESSAGE - 1));
            message = message.substring(0, splitsPair ? MAX_MESSAGE - 1 : MAX_MESSAGE);
        }
    }

    public static Failure of(
            FailureClass failureClass, Severity severity, Transience transience, String type, String message) {
        return new Failure(failureClass, severity, transience, type, message, Fingerprint.of(type, message));
    }
}

package dev.afterwise.otel;

/** What was received is not OTLP. Nothing of it was taken. */
public final class OtlpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OtlpException(String message) {
        super(message);
    }
}

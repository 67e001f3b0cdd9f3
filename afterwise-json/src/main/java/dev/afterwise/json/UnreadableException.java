package dev.afterwise.json;

/** Text is damaged, is not in our format, or is in a newer version of it. The message says what, and where. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

package dev.afterwise.plan;

/** An expression can't be read, or can't be worked out. The message says why, in one sentence. */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    ExpressionException(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Where in the text, counted from 0. */
    public int offset() {
        return offset;
    }
}

package dev.afterwise.cli.mcp;

/** A tool can't do what it was asked. The message says why, so that whoever asked can ask better. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}

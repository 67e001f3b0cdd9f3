package dev.afterwise.store;

/** A document was changed by somebody else since it was read. Read it again, and decide again. */
public final class ConflictException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(message);
    }
}

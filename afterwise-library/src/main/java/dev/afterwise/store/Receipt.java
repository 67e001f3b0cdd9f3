package dev.afterwise.store;

/**
 * What an append did.
 *
 * @param added executions that were not there before
 * @param changed executions that have more facts now
 * @param unchanged executions whose facts were all there
 */
public record Receipt(long added, long changed, long unchanged) {
    public static final Receipt NOTHING = new Receipt(0, 0, 0);

    public Receipt merge(Receipt other) {
        return new Receipt(added + other.added, changed + other.changed, unchanged + other.unchanged);
    }
}

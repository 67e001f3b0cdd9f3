package dev.afterwise.store;

/**
 * What an append did.
 *
 * @param added executions that were not there before
 * @param changed executions that have more facts now
 * @param unchanged executions whose facts were all there
 * @param refused executions whose facts were not taken, because what they belong to was {@link Upkeep#prune pruned}
 */
public record Receipt(long added, long changed, long unchanged, long refused) {
    public static final Receipt NOTHING = new Receipt(0, 0, 0);

    /** Nothing was refused. */
    public Receipt(long added, long changed, long unchanged) {
        this(added, changed, unchanged, 0);
    }

    public Receipt merge(Receipt other) {
        return new Receipt(
                added + other.added, changed + other.changed, unchanged + other.unchanged, refused + other.refused);
    }
}

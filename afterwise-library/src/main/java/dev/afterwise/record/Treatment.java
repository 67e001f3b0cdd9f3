package dev.afterwise.record;

/** Something done about a failure, after which the same is tried again. */
@FunctionalInterface
public interface Treatment {
    /**
     * @param failed what the attempt threw
     * @throws Exception if it can't be done; then the call fails as it would have without
     */
    void apply(Throwable failed) throws Exception;

    /** One that needs not know what was thrown. */
    static Treatment of(Runnable action) {
        return ignored -> action.run();
    }
}

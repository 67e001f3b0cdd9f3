package dev.afterwise.store;

import dev.afterwise.Workspace;
import dev.afterwise.time.Timekeeper;

/**
 * Keeps facts, and finds them again. It knows facts, not their meaning.
 *
 * <p>Every implementation keeps these promises; {@code StoreContract} in the testkit checks them:
 *
 * <ul>
 *   <li>What returned normally is durable; what failed left nothing behind.
 *   <li>What one thread has written, every thread can read.
 *   <li>No operation on one workspace sees or changes another.
 *   <li>Every method may be called by many threads at once.
 * </ul>
 *
 * <p>Methods throw {@link StoreException} if the store can't be reached or is damaged.
 */
public interface Store extends AutoCloseable {
    WorkspaceStore workspace(Workspace workspace);

    /** What keeps it small, whole and safe. */
    Upkeep upkeep();

    /** Does the least that shows whether the next call is likely to work. Safe to call often. */
    Health check();

    @Override
    void close();

    /** A store in memory, which is gone when the process ends. */
    static Store inMemory() {
        return inMemory(Timekeeper.system());
    }

    /** A store in memory that learns from {@code time} when something is stored. */
    static Store inMemory(Timekeeper time) {
        return new InMemoryStore(time);
    }
}

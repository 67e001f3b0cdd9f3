package dev.afterwise.testkit;

import dev.afterwise.store.Health;
import dev.afterwise.store.Store;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every promise of {@link Store}, as tests. Extend it once for each implementation:
 *
 * <pre>{@code
 * class InMemoryStoreTest extends StoreContract {
 *     @Override
 *     protected Store open() {
 *         return Store.inMemory();
 *     }
 * }
 * }</pre>
 *
 * <p>What happens when a machine stops cannot be asked of all stores in the same way, so durability is not among the tests.
 */
public abstract class StoreContract
        implements AppendContract,
                ListContract,
                ConditionContract,
                SearchContract,
                ErrorContract,
                StatisticsContract,
                GrowthContract,
                LineageContract,
                MetricsContract,
                SegmentContract,
                LedgerContract,
                PlanJournalContract,
                SignalContract,
                UpkeepContract,
                CrossingContract,
                SharingContract {
    private @Nullable Store store;

    /** A new and empty store. It is closed after the test. */
    protected abstract Store open() throws Exception;

    @Override
    public final Store store() {
        if (store == null) {
            throw new IllegalStateException("The store must be used by a test, but none is running.");
        }
        return store;
    }

    @BeforeEach
    final void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    final void closeStore() {
        store().close();
    }

    @Test
    public void saysThatItIsUp() {
        Assertions.assertThat(store().check()).isInstanceOf(Health.Up.class);
    }
}

package dev.afterwise.store;

import dev.afterwise.testkit.StoreContract;

class InMemoryStoreTest extends StoreContract {
    @Override
    protected Store open() {
        return Store.inMemory();
    }
}

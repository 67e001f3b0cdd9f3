package dev.afterwise.sql;

import dev.afterwise.store.Store;
import dev.afterwise.testkit.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    protected Store open() {
        return new SqliteStoreProvider()
                .open(folder.resolve("history.db").toUri())
                .orElseThrow();
    }
}

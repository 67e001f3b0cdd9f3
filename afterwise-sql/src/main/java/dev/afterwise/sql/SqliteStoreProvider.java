package dev.afterwise.sql;

import dev.afterwise.store.Existing;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreProvider;
import dev.afterwise.time.Timekeeper;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens stores in SQLite files: {@code file:} and {@code sqlite:} with an absolute path, such as {@code
 * file:/srv/afterwise/history.db}. With {@code ?durability=full}, what was written also outlives a loss of power.
 *
 * <p>New files may be read by their owner only. Files that can't be written to are opened for reading; writing to them
 * fails. Opened for reading only, nothing is changed, and nothing made but what SQLite needs beside the log of a process
 * that is writing or was killed. Stores on network file systems are refused where they would be made.
 */
public final class SqliteStoreProvider implements StoreProvider {
    @Override
    public Optional<Store> open(URI place) {
        return SqlitePlace.of(place).map(known -> SqliteStore.open(known, Timekeeper.system()));
    }

    @Override
    public Optional<Store> openReadOnly(URI place) {
        return SqlitePlace.of(place).map(known -> SqliteStore.openReadOnly(known, Timekeeper.system()));
    }

    @Override
    public boolean restore(Path copy, URI place, Existing existing) {
        Optional<SqlitePlace> known = SqlitePlace.of(place);
        known.ifPresent(to -> SqliteStore.restore(copy, to, existing, Timekeeper.system()));
        return known.isPresent();
    }
}

package dev.afterwise.sql;

import dev.afterwise.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * A file that is only read.
 *
 * @param why it may not be written to, such as {@code its file is read-only}
 */
record ReadOnlyDatabase(SqliteReaders readers, SqliteFile file, String why, CubeCache cubes, SegmentCache segments)
        implements Database {
    ReadOnlyDatabase(SqliteReaders readers, SqliteFile file, String why) {
        this(readers, file, why, new CubeCache(), new SegmentCache());
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        return readers.read(work);
    }

    @Override
    public <T extends @Nullable Object> T readAlone(Work<T> work) {
        return readers.readAlone(work);
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        throw refusal();
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
        throw refusal();
    }

    StoreException refusal() {
        return new StoreException("""
                The store (%s) must be writable, but %s.
                Maybe allow its owner to write there, or choose another place.""".formatted(file.path(), why));
    }

    @Override
    public void close() {
        readers.close();
    }
}

package dev.afterwise.sql;

import org.jspecify.annotations.Nullable;

/** A file that is read and written. */
record SqliteDatabase(SqliteReaders readers, SqliteWriter writer, CubeCache cubes, SegmentCache segments)
        implements Database {
    SqliteDatabase(SqliteReaders readers, SqliteWriter writer) {
        this(readers, writer, new CubeCache(), new SegmentCache());
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
        return writer.write(work);
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
        return writer.update(sql, parameters);
    }

    /** The writer goes last: whoever goes last moves what is in the log into the file, which readers may not. */
    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}

package dev.afterwise.sql;

import org.jspecify.annotations.Nullable;

/** A database that can be read and written, one transaction at a time. Safe for use by many threads. */
interface Database extends AutoCloseable {
    /** Reads: all that the work sees is of one moment. */
    <T extends @Nullable Object> T read(Work<T> work);

    /** Reads with a connection that is in no transaction, for work that has its own. */
    <T extends @Nullable Object> T readAlone(Work<T> work);

    /** Writes: all that the work does is durable once this returns, and none of it if this throws. */
    <T extends @Nullable Object> T write(Work<T> work);

    /**
     * Writes by one statement, which stays prepared; so only for texts of the program's own.
     *
     * @return how many rows it changed
     */
    int update(String sql, @Nullable Object... parameters);

    /** The cubes that have been read of it lately. */
    CubeCache cubes();

    /** The segments that have been read of it lately. */
    SegmentCache segments();

    @Override
    void close();
}

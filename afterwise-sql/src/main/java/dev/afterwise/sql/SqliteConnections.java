package dev.afterwise.sql;

import dev.afterwise.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Stream;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** How files are opened, and the least that SQL is needed for. */
final class SqliteConnections {
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    private static final int PAGE_BYTES = 16_384;
    /** Earlier ones may damage a log to which several processes write. */
    private static final String OLDEST_SQLITE = "3.51.3";

    static {
        NativeLibrary.offer();
    }

    private SqliteConnections() {}

    /** Opens a file that is there. */
    static Connection toWrite(SqliteFile file) throws SQLException {
        var config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setPageSize(PAGE_BYTES);
        return open(file, "", config);
    }

    /** Opens a file that others may write to. */
    static Connection toRead(SqliteFile file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        return open(file, "", config);
    }

    /** Opens a file to which nobody writes, without making any other beside it. Changes to the file are not noticed. */
    static Connection toReadUnchanging(SqliteFile file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        return open(file, "?immutable=1", config);
    }

    private static Connection open(SqliteFile file, String options, SQLiteConfig config) throws SQLException {
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        Properties properties = config.toProperties();
        Connection connection =
                JDBC.createConnection("jdbc:sqlite:" + file.path().toUri() + options, properties);
        try {
            demandVersion(text(connection, "SELECT sqlite_version()"));
            run(connection, "PRAGMA trusted_schema = OFF");
            run(connection, "PRAGMA cell_size_check = ON");
            return connection;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** @throws StoreException if the version is older than any that is safe */
    static void demandVersion(String version) {
        if (Arrays.compare(numbers(version), numbers(OLDEST_SQLITE)) < 0) {
            throw new StoreException("""
                    SQLite must be %s or newer, but this is %s.
                    Maybe an older sqlite-jdbc is on the path.""".formatted(OLDEST_SQLITE, version));
        }
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** The first column of the first row; the empty text if there is no row. */
    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** Some errors roll back by themselves; then there is nothing left to roll back. */
    static void rollBackQuietly(Connection connection) {
        try {
            run(connection, "ROLLBACK");
        } catch (SQLException e) {
            // What brought us here says more.
        }
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nobody can do anything about it, and nothing that was committed depends on it.
        }
    }
}

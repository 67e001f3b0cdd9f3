package dev.afterwise.sql;

import dev.afterwise.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The numbered files of SQL that make the tables, each applied once, in order, never taken back. */
final class Migrations {
    private static final List<Migration> ALL = load();

    private record Migration(int version, String sql) {
        String checksum() {
            var crc = new CRC32C();
            crc.update(sql.getBytes(StandardCharsets.UTF_8));
            return "%08x".formatted(crc.getValue());
        }
    }

    private Migrations() {}

    private static List<Migration> load() {
        var all = new ArrayList<Migration>();
        while (true) {
            int version = all.size() + 1;
            try (InputStream file = Migrations.class.getResourceAsStream("sqlite-%03d.sql".formatted(version))) {
                if (file == null) {
                    return List.copyOf(all);
                }
                String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                all.add(new Migration(version, sql.replace("\r\n", "\n")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static int newest() {
        return ALL.size();
    }

    /** Applies what is missing. Any number of processes may do so at once. */
    static void apply(Connection connection, SqliteFile file, Instant now) throws SQLException {
        if (applied(connection, file) == newest()) {
            return;
        }
        SqliteConnections.run(connection, "BEGIN IMMEDIATE");
        try {
            int applied = applied(connection, file);
            if (applied == 0) {
                begin(connection, file);
            }
            for (Migration each : ALL.subList(applied, newest())) {
                SqliteConnections.run(connection, each.sql());
                record(connection, each, now);
            }
            SqliteConnections.run(connection, "COMMIT");
        } catch (SQLException | RuntimeException e) {
            SqliteConnections.rollBackQuietly(connection);
            throw e;
        }
    }

    private static void begin(Connection connection, SqliteFile file) throws SQLException {
        if (!SqliteConnections.text(connection, "SELECT count(*) FROM sqlite_schema")
                .equals("0")) {
            throw file.foreign();
        }
        SqliteConnections.run(connection, "PRAGMA application_id = " + SqliteFile.APPLICATION_ID);
        SqliteConnections.run(connection, """
                CREATE TABLE schema_version (
                    version INTEGER PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT""");
    }

    private static void record(Connection connection, Migration applied, Instant now) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO schema_version VALUES (?, ?, ?)")) {
            row.setInt(1, applied.version());
            row.setString(2, applied.checksum());
            row.setString(3, now.toString());
            row.executeUpdate();
        }
    }

    /**
     * The newest version that was applied; 0 if none was.
     *
     * @throws StoreException if it is newer than any known here, or is not what is known here by its number
     */
    static int applied(Connection connection, SqliteFile file) throws SQLException {
        if (SqliteConnections.text(connection, "SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'")
                .isEmpty()) {
            return 0;
        }
        int newest = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT version, checksum FROM schema_version ORDER BY version")) {
            while (row.next()) {
                newest = row.getInt(1);
                demandKnown(newest, row.getString(2), file);
            }
        }
        return newest;
    }

    private static void demandKnown(int version, String checksum, SqliteFile file) {
        if (version > newest()) {
            throw new StoreException("""
                    The store (%s) must have tables of version %d or older, but they are of version %d.
                    Maybe a newer Afterwise made it: use that one, or choose another place.""".formatted(file.path(), newest(), version));
        }
        if (!ALL.get(version - 1).checksum().equals(checksum)) {
            throw new StoreException("""
                    The store (%s) must have tables as a release of Afterwise makes them, but those of version %d differ.
                    Maybe an unfinished version made it: choose another place.""".formatted(file.path(), version));
        }
    }
}

package dev.afterwise.sql;

import dev.afterwise.store.Extent;
import dev.afterwise.store.Extent.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much is in a file: each table with its indexes is a part, and so is the space that is free. */
record SqlExtent(SqliteFile file) implements Work<Extent> {
    private static final String TABLES = """
            SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%'""";
    private static final String BYTES = """
            SELECT coalesce(s.tbl_name, d.name), sum(d.pgsize)
            FROM dbstat('main', 1) d LEFT JOIN sqlite_schema s ON s.name = d.name GROUP BY 1""";

    @Override
    public Extent with(Connection connection) throws SQLException {
        var parts = new TreeMap<String, Part>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                String table = row.getString(1);
                parts.put(table, new Part(number(connection, "SELECT count(*) FROM \"" + table + "\""), 0));
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BYTES)) {
            while (row.next()) {
                parts.merge(row.getString(1), new Part(0, row.getLong(2)), Part::plus);
            }
        }
        long pageBytes = number(connection, "PRAGMA page_size");
        parts.put("free", new Part(0, pageBytes * number(connection, "PRAGMA freelist_count")));
        return new Extent(
                parts,
                moment(
                        connection,
                        "SELECT min(at) FROM (SELECT min(started_us) AS at FROM execution GROUP BY workspace)"),
                moment(
                        connection,
                        "SELECT max(at) FROM (SELECT max(started_us) AS at FROM execution GROUP BY workspace)"),
                number(connection, "SELECT count(DISTINCT workspace) FROM execution"),
                number(connection, "SELECT count(*) FROM pruned"),
                number(connection, "SELECT count(*) FROM pending"),
                journalBytes());
    }

    private long journalBytes() {
        try {
            return Files.size(file.beside("-wal"));
        } catch (IOException none) {
            return 0;
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(SqliteConnections.text(connection, sql));
    }

    private static @Nullable Instant moment(Connection connection, String sql) throws SQLException {
        String micros = SqliteConnections.text(connection, sql);
        return micros == null ? null : Micros.instant(Long.parseLong(micros));
    }
}

package dev.afterwise.sql;

import dev.afterwise.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes anew what executions are searched by, a piece at a time, so that no writer waits for long. Until it is done, only
 * what it has come to is found by its words.
 */
record SearchRebuild(Database database) {
    private static final int PIECE = 500;

    /** The texts of a row. */
    private record Row(
            long seq,
            Workspace workspace,
            @Nullable Wording description,
            @Nullable Wording said) {}

    /** Makes it for executions that an older version kept, once. */
    static void ifDue(Database database) {
        List<Workspace> due = database.read(SearchRebuild::due);
        if (!due.isEmpty()) {
            new SearchRebuild(database).all();
            due.forEach(workspace -> new ErrorRebuild(database, workspace).all());
            database.update("DELETE FROM unsearched");
        }
    }

    private static List<Workspace> due(Connection connection) throws SQLException {
        var due = new ArrayList<Workspace>();
        try (PreparedStatement find = connection.prepareStatement("SELECT workspace FROM unsearched");
                ResultSet row = find.executeQuery()) {
            while (row.next()) {
                due.add(new Workspace(row.getString(1)));
            }
        }
        return due;
    }

    void all() {
        long last = database.write(SearchRebuild::clear);
        long done = 0;
        while (done < last) {
            long after = done;
            done = database.write(connection -> piece(connection, after, last));
        }
    }

    /** Forgets all words, and says which row is the last to be looked at. Numbers of texts are never given again. */
    private static long clear(Connection connection) throws SQLException {
        SqliteConnections.run(connection, "DELETE FROM wording");
        SqliteConnections.run(connection, "DELETE FROM term");
        SqliteConnections.run(connection, "INSERT INTO words (words) VALUES ('delete-all')");
        return SqlNumbers.last(connection, "execution");
    }

    /** The last row of the piece. */
    private static long piece(Connection connection, long after, long last) throws SQLException {
        List<Row> rows = read(connection, after, last);
        var texts = new HashMap<Workspace, Set<Wording>>();
        for (Row row : rows) {
            Set<Wording> there = texts.computeIfAbsent(row.workspace(), workspace -> new LinkedHashSet<>());
            add(there, row.description());
            add(there, row.said());
        }
        var numbers = new HashMap<Workspace, Map<Wording, Long>>();
        for (var each : texts.entrySet()) {
            numbers.put(each.getKey(), new Wordings(connection, each.getKey()).numbers(each.getValue()));
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE execution SET wording = ?, said = ? WHERE seq = ?")) {
            for (Row row : rows) {
                Map<Wording, Long> there = numbers.getOrDefault(row.workspace(), Map.of());
                bind(update, 1, there, row.description());
                bind(update, 2, there, row.said());
                update.setLong(3, row.seq());
                update.addBatch();
            }
            update.executeBatch();
        }
        return rows.size() < PIECE ? last : rows.getLast().seq();
    }

    private static void add(Set<Wording> texts, @Nullable Wording text) {
        if (text != null) {
            texts.add(text);
        }
    }

    private static void bind(PreparedStatement row, int column, Map<Wording, Long> numbers, @Nullable Wording text)
            throws SQLException {
        Long number = text == null ? null : numbers.get(text);
        if (number == null) {
            row.setNull(column, Types.BIGINT);
        } else {
            row.setLong(column, number);
        }
    }

    private static List<Row> read(Connection connection, long after, long last) throws SQLException {
        var rows = new ArrayList<Row>();
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT seq, workspace, description, coalesce(message, '') FROM execution
                WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?""")) {
            find.setLong(1, after);
            find.setLong(2, last);
            find.setInt(3, PIECE);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getLong(1),
                            new Workspace(row.getString(2)),
                            text(Speech.DESCRIPTION, row.getString(3)),
                            text(Speech.SAID, row.getString(4))));
                }
            }
        }
        return rows;
    }

    private static @Nullable Wording text(Speech kind, String text) {
        return text.isBlank() ? null : Wording.of(kind, text);
    }
}

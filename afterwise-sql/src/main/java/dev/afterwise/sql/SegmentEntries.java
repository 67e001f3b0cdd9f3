package dev.afterwise.sql;

import dev.afterwise.Execution;
import dev.afterwise.Workspace;
import dev.afterwise.json.Facts;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.StepNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What segments are to hold of executions, read from their rows, within one transaction. */
record SegmentEntries(Connection connection, Workspace workspace) {
    private static final String ROWS = "SELECT " + HeadlineRow.ALL + ", seq";

    /** Whether the names of steps are wanted: where they are in the details only, to read them takes ten times as long. */
    enum Steps {
        WANTED,
        LEFT_OUT
    }

    /** Those of them that are there. The names of their steps are known, or null where they must be looked up. */
    List<Entry> of(Map<Long, @Nullable String> namesBySeq, Steps steps) throws SQLException {
        var entries = new ArrayList<Entry>(namesBySeq.size());
        try (PreparedStatement find = connection.prepareStatement(
                ROWS + " FROM execution WHERE workspace = ? AND seq IN (SELECT value FROM json_each(?))")) {
            find.setString(1, workspace.name());
            find.setString(2, namesBySeq.keySet().toString());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    long seq = row.getLong(HeadlineRow.COLUMNS + 1);
                    String names = namesBySeq.get(seq);
                    entries.add(new Entry(
                            seq,
                            HeadlineRow.headline(row),
                            steps == Steps.LEFT_OUT ? null : names == null ? stepsOf(seq) : ColumnJson.names(names)));
                }
            }
        }
        return entries;
    }

    private @Nullable StepNames stepsOf(long seq) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT body FROM detail WHERE seq = ? AND format = " + SqlAppend.FACTS_AS_JSON)) {
            find.setLong(1, seq);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? steps(row.getString(1)) : null;
            }
        }
    }

    private static StepNames steps(String facts) {
        return StepNames.of(Execution.of(Facts.read(facts)));
    }

    /** Some of those after a number, in their order. */
    List<Entry> after(long seq, int most, Steps steps) throws SQLException {
        boolean details = steps == Steps.WANTED;
        String sql = ROWS + (details ? ", CASE d.format WHEN " + SqlAppend.FACTS_AS_JSON + " THEN d.body END" : "")
                + " FROM execution e NOT INDEXED"
                + (details ? " LEFT JOIN detail d USING (seq)" : "")
                + " WHERE workspace = ? AND seq > ? ORDER BY seq LIMIT ?";
        var entries = new ArrayList<Entry>();
        try (PreparedStatement find = connection.prepareStatement(sql)) {
            find.setString(1, workspace.name());
            find.setLong(2, seq);
            find.setInt(3, most);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    String facts = details ? row.getString(HeadlineRow.COLUMNS + 2) : null;
                    entries.add(new Entry(
                            row.getLong(HeadlineRow.COLUMNS + 1),
                            HeadlineRow.headline(row),
                            facts == null ? null : steps(facts)));
                }
            }
        }
        return entries;
    }
}

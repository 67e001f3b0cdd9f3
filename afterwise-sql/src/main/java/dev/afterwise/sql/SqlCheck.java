package dev.afterwise.sql;

import dev.afterwise.store.Damage;
import dev.afterwise.store.Damage.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** All that a file can be asked about itself. What is broken may hide what else is wrong. */
final class SqlCheck implements Work<List<Damage>> {
    private static final int MOST = 20;

    /** Something that must not be, and the query that counts it. */
    private record Question(Kind kind, String part, String what, String count) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question(
                    Kind.ORPHANED,
                    "detail",
                    "%,d executions must have details, but they have none",
                    "SELECT count(*) FROM execution e LEFT JOIN detail d ON d.seq = e.seq WHERE d.seq IS NULL AND e.seq >"
                            + " coalesce((SELECT value FROM upkeep WHERE name = '" + PrunedDetails.MARK + "'), 0)"),
            new Question(
                    Kind.ORPHANED,
                    "detail",
                    "%,d details must belong to an execution, but they belong to none",
                    "SELECT count(*) FROM detail d LEFT JOIN execution e ON e.seq = d.seq WHERE e.seq IS NULL"),
            new Question(
                    Kind.ORPHANED,
                    "step_run",
                    "%,d attempts at steps must belong to a run of a plan, but they belong to none",
                    "SELECT count(*) FROM step_run s LEFT JOIN plan_run p ON p.workspace = s.workspace AND p.id = s.run"
                            + " WHERE p.id IS NULL"),
            new Question(
                    Kind.ORPHANED,
                    "plan_signal",
                    "%,d signals must be about a run of a plan, but they are about none",
                    "SELECT count(*) FROM plan_signal s LEFT JOIN plan_run p ON p.workspace = s.workspace AND p.id = s.run"
                            + " WHERE p.id IS NULL"),
            new Question(
                    Kind.ORPHANED,
                    "metric_cube",
                    "%,d hours and days of metrics must belong to a series, but they belong to none",
                    "SELECT count(*) FROM metric_cube c LEFT JOIN metric_series s ON s.id = c.series WHERE s.id IS NULL"),
            new Question(
                    Kind.UNKNOWN,
                    "detail",
                    "%,d details must be in a form that this version reads, but they are in another",
                    "SELECT count(*) FROM detail WHERE format NOT IN (" + SqlAppend.FACTS_AS_JSON + ", "
                            + PrunedDetails.FACTS_LEFT_AS_JSON + ")"),
            new Question(
                    Kind.BROKEN,
                    "arrival",
                    "%,d hours must have begun with more executions than the hour before, but they have fewer",
                    "SELECT count(*) FROM (SELECT after_seq < lag(after_seq) OVER (ORDER BY hour_us) AS fewer FROM arrival)"
                            + " WHERE fewer"));

    @Override
    public List<Damage> with(Connection connection) throws SQLException {
        var found = new ArrayList<Damage>();
        if (isWhole(connection, found)) {
            for (Question each : QUESTIONS) {
                long count = Long.parseLong(SqliteConnections.text(connection, each.count));
                if (count > 0) {
                    found.add(new Damage(each.kind, each.part, each.what.formatted(count)));
                }
            }
            if (found.isEmpty()) {
                found.addAll(CubeCheck.all(connection));
                found.addAll(SegmentCheck.all(connection));
            }
        }
        return List.copyOf(found);
    }

    private static boolean isWhole(Connection connection, List<Damage> found) throws SQLException {
        // A connection remembers how the words are laid out until it is asked for one, and the check below does not
        // ask.
        SqliteConnections.text(connection, "SELECT 1 FROM words WHERE words MATCH '\"\"' LIMIT 1");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check(" + MOST + ")")) {
            while (row.next()) {
                if (!row.getString(1).equals("ok")) {
                    found.add(new Damage(Kind.BROKEN, "file", row.getString(1)));
                }
            }
        } catch (SQLException e) {
            if (!SqliteErrors.isDamage(e)) {
                throw e;
            }
            found.add(new Damage(Kind.BROKEN, "file", String.valueOf(e.getMessage())));
        }
        return found.isEmpty();
    }
}

package dev.afterwise.sql;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Source;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Executions that are not over, and the processes that began them. */
final class Unfinished {
    private static final Logger LOG = System.getLogger("dev.afterwise.sql");

    private Unfinished() {}

    /** From now on what {@link #begun} is told of by this connection counts as begun by this process. */
    static void claim(Connection writer, RecordingProcess here) throws SQLException {
        SqliteConnections.run(
                writer,
                "CREATE TEMP TABLE recorder AS SELECT %s AS host, %s AS boot, %s AS pid_space, %d AS pid, %d AS born"
                        .formatted(
                                quoted(here.host()),
                                quoted(here.boot()),
                                quoted(here.space()),
                                here.pid(),
                                here.born()));
    }

    /**
     * Says that executions were added that are not over, by the numbers of their rows. A trigger could do that by itself, but
     * would make every row that is added four times as dear.
     */
    static void begun(Connection writer, Collection<Long> seqs) throws SQLException {
        if (seqs.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = writer.prepareStatement("""
                INSERT INTO unfinished SELECT value, host, boot, pid_space, pid, born
                FROM json_each(?), temp.recorder""")) {
            insert.setString(1, seqs.toString());
            insert.executeUpdate();
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''").replace("\0", "") + "'";
    }

    /**
     * Says of each execution whose process is surely gone that it was abandoned. That is inferred: whatever is recorded about
     * its end later counts for more. A run of a plan that can be resumed is left alone.
     *
     * <p>Never throws, for a store is of use also without.
     */
    static void settle(Database database, SqlArrivals arrivals, RecordingProcess here, Instant now) {
        try {
            Map<Workspace, List<ExecutionId>> abandoned = database.read(connection -> abandoned(connection, here));
            abandoned.forEach((workspace, ids) -> new SqlHistory(database, workspace, arrivals)
                    .append(ids.stream().map(id -> end(id, now)).toList()));
        } catch (StoreException e) {
            LOG.log(
                    Level.WARNING,
                    "What was abandoned can't be told from what still runs: %s".formatted(e.getMessage()),
                    e);
        }
    }

    private static Fact end(ExecutionId id, Instant now) {
        return new Fact.Ended(new Origin(id, Source.INFERRED, now), new Outcome.Abandoned(), Usage.NONE, Payload.NONE);
    }

    private static Map<Workspace, List<ExecutionId>> abandoned(Connection connection, RecordingProcess here)
            throws SQLException {
        var gone = new HashMap<RecordingProcess, Boolean>();
        var abandoned = new HashMap<Workspace, List<ExecutionId>>();
        try (PreparedStatement find = connection.prepareStatement("""
                        SELECT u.host, u.boot, u.pid_space, u.pid, u.born, e.workspace, e.id
                        FROM unfinished u JOIN execution e ON e.seq = u.seq
                        WHERE e.status = 'running' AND NOT EXISTS (
                            SELECT 1 FROM plan_run p
                            WHERE p.workspace = e.workspace AND p.id = e.id AND p.status = 'running')""");
                ResultSet row = find.executeQuery()) {
            while (row.next()) {
                var process = new RecordingProcess(
                        row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5));
                if (gone.computeIfAbsent(process, each -> each.isGoneSeenFrom(here))) {
                    abandoned
                            .computeIfAbsent(new Workspace(row.getString(6)), each -> new ArrayList<>())
                            .add(new ExecutionId(row.getString(7)));
                }
            }
        }
        return abandoned;
    }
}

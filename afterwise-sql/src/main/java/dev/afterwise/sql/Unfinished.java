package dev.afterwise.sql;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Source;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.json.Facts;
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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Executions that are not over, and the processes that began them. */
final class Unfinished {
    private static final Logger LOG = System.getLogger("dev.afterwise.sql");

    /** Who says so carries nothing out. */
    private static final Set<Source> HEARSAY = EnumSet.of(Source.INFERRED, Source.TELEMETRY);

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

    /** An execution that is not over, and nobody carries out any more. */
    private record Orphan(ExecutionId id, boolean isCarriedOut) {
        /** Its end. Of what was only heard of, such as a trace whose root did not come, nobody knows whether it was abandoned. */
        Fact end(Instant now) {
            Outcome.Ended outcome = isCarriedOut ? new Outcome.Abandoned() : new Outcome.Unknown(null);
            return new Fact.Ended(new Origin(id, Source.INFERRED, now), outcome, Usage.NONE, Payload.NONE);
        }
    }

    /**
     * Says of each execution whose process is surely gone that it was abandoned. That is inferred: whatever is recorded about
     * its end later counts for more. A run of a plan that can be resumed is left alone.
     *
     * <p>Never throws, for a store is of use also without.
     */
    static void settle(Database database, SqlArrivals arrivals, RecordingProcess here, Instant now) {
        try {
            Map<Workspace, List<Orphan>> orphans = database.read(connection -> orphans(connection, here));
            orphans.forEach((workspace, all) -> new SqlHistory(database, workspace, arrivals)
                    .append(all.stream().map(each -> each.end(now)).toList()));
        } catch (StoreException e) {
            LOG.log(
                    Level.WARNING,
                    "What was abandoned can't be told from what still runs: %s".formatted(e.getMessage()),
                    e);
        }
    }

    private static Map<Workspace, List<Orphan>> orphans(Connection connection, RecordingProcess here)
            throws SQLException {
        var gone = new HashMap<RecordingProcess, Boolean>();
        var orphans = new HashMap<Workspace, List<Orphan>>();
        try (PreparedStatement find = connection.prepareStatement("""
                        SELECT u.host, u.boot, u.pid_space, u.pid, u.born, e.workspace, e.id, CASE d.format WHEN 1 THEN d.body END
                        FROM unfinished u JOIN execution e ON e.seq = u.seq LEFT JOIN detail d ON d.seq = u.seq
                        WHERE e.status = 'running' AND NOT EXISTS (
                            SELECT 1 FROM plan_run p
                            WHERE p.workspace = e.workspace AND p.id = e.id AND p.status = 'running')""");
                ResultSet row = find.executeQuery()) {
            while (row.next()) {
                var process = new RecordingProcess(
                        row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5));
                if (gone.computeIfAbsent(process, each -> each.isGoneSeenFrom(here))) {
                    orphans.computeIfAbsent(new Workspace(row.getString(6)), each -> new ArrayList<>())
                            .add(new Orphan(new ExecutionId(row.getString(7)), isCarriedOut(row.getString(8))));
                }
            }
        }
        return orphans;
    }

    /** Whether somebody told that it began who was to carry it out, and not only its telemetry. */
    private static boolean isCarriedOut(@Nullable String facts) {
        return facts == null
                || Facts.read(facts).stream()
                        .noneMatch(each -> each instanceof Fact.Started
                                && HEARSAY.contains(each.origin().source()));
    }
}

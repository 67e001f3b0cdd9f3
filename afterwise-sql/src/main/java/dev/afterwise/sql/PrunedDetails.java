package dev.afterwise.sql;

import dev.afterwise.Action;
import dev.afterwise.Fact;
import dev.afterwise.StepId;
import dev.afterwise.json.Facts;
import dev.afterwise.store.Pruned;
import dev.afterwise.store.Retention.Kept;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Details whose time is over. What is to be kept of them is written again as a document of its own format, to which no
 * facts are added any more.
 *
 * @param after the number of the last execution that is past its time itself
 * @param upTo the number of the last execution whose details are past their time
 */
record PrunedDetails(long after, long upTo, Set<Kept> kept) implements SqlPrune.Part {
    /** The format of what is left of the facts of an execution. */
    static final int FACTS_LEFT_AS_JSON = 2;

    static final String MARK = "details_seq";

    private static final String ENDED =
            "(SELECT seq FROM execution WHERE seq > ? AND seq <= ? AND status != 'running')";

    @Override
    public Pruned due(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                "SELECT count(*) FROM execution WHERE seq > ? AND seq <= ? AND status != 'running'")) {
            count.setLong(1, Math.max(after, SqlPrune.mark(connection, MARK)));
            count.setLong(2, upTo);
            try (ResultSet row = count.executeQuery()) {
                return new Pruned(0, row.next() ? row.getLong(1) : 0, 0);
            }
        }
    }

    @Override
    public @Nullable Pruned removeSome(Connection connection, int most) throws SQLException {
        long done = SqlPrune.mark(connection, MARK);
        long last = last(connection, done, most);
        if (last <= done) {
            return null;
        }
        Map<Long, String> left = kept.isEmpty() ? Map.of() : left(connection, done, last);
        PendingCounted.count(connection, last);
        mark(connection, done, last);
        int removed = remove(connection, done, last, left);
        SqlPrune.mark(connection, MARK, last);
        return new Pruned(0, removed, 0);
    }

    /** The number of the last execution of this piece. Numbers may be missing, so they are no measure of how many there are. */
    private long last(Connection connection, long after, int most) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT max(seq) FROM (SELECT seq FROM execution WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?)""")) {
            find.setLong(1, after);
            find.setLong(2, upTo);
            find.setInt(3, most);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private Map<Long, String> left(Connection connection, long after, long last) throws SQLException {
        var left = new LinkedHashMap<Long, String>();
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT seq, body FROM detail WHERE seq > ? AND seq <= ? AND seq IN " + ENDED)) {
            bind(find, after, last);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    List<Fact> facts = left(Facts.read(row.getString(2)), kept);
                    if (!facts.isEmpty()) {
                        left.put(row.getLong(1), Facts.write(facts));
                    }
                }
            }
        }
        return left;
    }

    /** The facts in which what is kept is found. */
    static List<Fact> left(List<Fact> facts, Set<Kept> kept) {
        Set<StepId> tools = !kept.contains(Kept.TOOLS)
                ? Set.of()
                : facts.stream()
                        .filter(fact ->
                                fact instanceof Fact.StepStarted step && step.action() instanceof Action.ToolCall)
                        .map(fact -> ((Fact.StepStarted) fact).step())
                        .collect(Collectors.toSet());
        return facts.stream()
                .filter(fact -> switch (fact) {
                    case Fact.Started ignored -> kept.contains(Kept.PAYLOADS);
                    case Fact.Ended ignored -> kept.contains(Kept.PAYLOADS);
                    case Fact.StepStarted it -> tools.contains(it.step());
                    case Fact.AttemptStarted it -> tools.contains(it.step());
                    case Fact.AttemptEnded it -> tools.contains(it.step());
                    case Fact.Recovered it -> tools.contains(it.step());
                    default -> false;
                })
                .toList();
    }

    private static void bind(PreparedStatement statement, long after, long last) throws SQLException {
        for (int i = 1; i <= 4; i += 2) {
            statement.setLong(i, after);
            statement.setLong(i + 1, last);
        }
    }

    private static void mark(Connection connection, long after, long last) throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(
                PrunedExecutions.MARK_HOURS.formatted("seq > ? AND seq <= ? AND status != 'running'"))) {
            mark.setLong(1, after);
            mark.setLong(2, last);
            mark.executeUpdate();
        }
    }

    private static int remove(Connection connection, long after, long last, Map<Long, String> left)
            throws SQLException {
        int removed;
        try (PreparedStatement remove = connection.prepareStatement(
                        "DELETE FROM detail WHERE seq > ? AND seq <= ? AND seq IN " + ENDED);
                PreparedStatement keep = connection.prepareStatement("INSERT INTO detail VALUES (?, ?, ?)")) {
            bind(remove, after, last);
            removed = remove.executeUpdate();
            for (var each : left.entrySet()) {
                keep.setLong(1, each.getKey());
                keep.setInt(2, FACTS_LEFT_AS_JSON);
                keep.setString(3, each.getValue());
                keep.addBatch();
            }
            keep.executeBatch();
        }
        return removed;
    }
}

package dev.afterwise.sql;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Workspace;
import dev.afterwise.json.Facts;
import dev.afterwise.store.Receipt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Facts on their way into the tables. What is new is folded and written out before the transaction begins, so that it is
 * short; only executions that are there already are folded again inside.
 */
final class SqlAppend implements Work<Receipt> {
    private static final int FACTS_AS_JSON = 1;
    private static final int CHUNK = 1_000;

    /** From how many executions on it is worth the while to prepare them on all cores. */
    private static final int MANY = 100;

    private static final String FIND_KNOWN = """
            SELECT e.id, e.seq, d.body FROM execution e JOIN detail d ON d.seq = e.seq
            WHERE e.workspace = ? AND e.id IN (SELECT value FROM json_each(?))""";
    private static final String INSERT_HEADLINE = "INSERT INTO execution (" + HeadlineRow.ALL + ", workspace, seq, rev)"
            + " VALUES (" + "?, ".repeat(HeadlineRow.COLUMNS) + "?, ?, 1)";
    private static final String INSERT_DETAIL = "INSERT INTO detail (body, format, seq) VALUES (?, ?, ?)";
    private static final String UPDATE_HEADLINE = "UPDATE execution SET (" + HeadlineRow.ALL + ") = ("
            + "?, ".repeat(HeadlineRow.COLUMNS - 1) + "?), rev = rev + 1 WHERE seq = ?";
    private static final String UPDATE_DETAIL = "UPDATE detail SET body = ?, format = ? WHERE seq = ?";

    /** What an execution's rows are to hold. */
    private record Rows(Collection<Fact> believed, Headline headline, String body) {
        static Rows of(Collection<? extends Fact> facts) {
            return of(Fact.believed(facts));
        }

        static Rows of(SortedMap<String, Fact> believed) {
            return new Rows(believed.values(), Execution.of(believed).headline(), Facts.write(believed.values()));
        }
    }

    /** What an execution's rows hold. */
    private record Known(long seq, String body) {}

    private final Workspace workspace;
    private final List<Map.Entry<ExecutionId, Rows>> appended;

    /** @throws IllegalArgumentException if the facts of an execution make no sense together */
    SqlAppend(Workspace workspace, Collection<? extends Fact> facts) {
        this.workspace = workspace;
        Map<ExecutionId, List<Fact>> byExecution = byExecution(facts);
        var executions = byExecution.entrySet().stream();
        appended = (byExecution.size() < MANY ? executions : executions.parallel())
                .map(each -> Map.entry(each.getKey(), Rows.of(each.getValue())))
                .toList();
    }

    /** In the order in which each comes first. Mostly facts of one execution follow each other. */
    private static Map<ExecutionId, List<Fact>> byExecution(Collection<? extends Fact> facts) {
        var byExecution = new LinkedHashMap<ExecutionId, List<Fact>>();
        List<Fact> latest = new ArrayList<>();
        for (Fact fact : facts) {
            if (latest.isEmpty() || !latest.getFirst().execution().equals(fact.execution())) {
                latest = byExecution.computeIfAbsent(fact.execution(), id -> new ArrayList<>());
            }
            latest.add(fact);
        }
        return byExecution;
    }

    @Override
    public Receipt with(Connection connection) throws SQLException {
        Receipt receipt = Receipt.NOTHING;
        for (int from = 0; from < appended.size(); from += CHUNK) {
            receipt = receipt.merge(write(connection, appended.subList(from, Math.min(from + CHUNK, appended.size()))));
        }
        return receipt;
    }

    private Receipt write(Connection connection, List<Map.Entry<ExecutionId, Rows>> chunk) throws SQLException {
        Map<ExecutionId, Known> known = known(connection, chunk);
        var added = new ArrayList<Rows>();
        var changed = new LinkedHashMap<Long, Rows>();
        for (var each : chunk) {
            Known old = known.get(each.getKey());
            if (old == null) {
                added.add(each.getValue());
            } else if (!old.body().equals(each.getValue().body())) {
                merge(old, each.getValue(), changed);
            }
        }
        insert(connection, added);
        update(connection, changed);
        return new Receipt(added.size(), changed.size(), chunk.size() - added.size() - changed.size());
    }

    private static void merge(Known old, Rows rows, Map<Long, Rows> changed) {
        SortedMap<String, Fact> before = Fact.believed(Facts.read(old.body()));
        var both = new ArrayList<>(before.values());
        both.addAll(rows.believed());
        SortedMap<String, Fact> after = Fact.believed(both);
        if (!after.equals(before)) {
            changed.put(old.seq(), Rows.of(after));
        }
    }

    private Map<ExecutionId, Known> known(Connection connection, List<Map.Entry<ExecutionId, Rows>> chunk)
            throws SQLException {
        var known = new HashMap<ExecutionId, Known>();
        try (PreparedStatement find = connection.prepareStatement(FIND_KNOWN)) {
            find.setString(1, workspace.name());
            find.setString(
                    2,
                    chunk.stream()
                            .map(each -> '"' + each.getKey().hex() + '"')
                            .collect(Collectors.joining(",", "[", "]")));
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    known.put(new ExecutionId(row.getString(1)), new Known(row.getLong(2), row.getString(3)));
                }
            }
        }
        return known;
    }

    private void insert(Connection connection, List<Rows> added) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        long seq = lastSeq(connection);
        try (PreparedStatement headline = connection.prepareStatement(INSERT_HEADLINE);
                PreparedStatement detail = connection.prepareStatement(INSERT_DETAIL)) {
            for (Rows rows : added) {
                seq++;
                HeadlineRow.bind(headline, rows.headline());
                headline.setString(HeadlineRow.COLUMNS + 1, workspace.name());
                headline.setLong(HeadlineRow.COLUMNS + 2, seq);
                headline.addBatch();
                addDetail(detail, rows, seq);
            }
            headline.executeBatch();
            detail.executeBatch();
        }
    }

    /** The greatest number that was ever given to an execution. */
    private static long lastSeq(Connection connection) throws SQLException {
        try (PreparedStatement last =
                        connection.prepareStatement("SELECT seq FROM sqlite_sequence WHERE name = 'execution'");
                ResultSet row = last.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void update(Connection connection, Map<Long, Rows> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        try (PreparedStatement headline = connection.prepareStatement(UPDATE_HEADLINE);
                PreparedStatement detail = connection.prepareStatement(UPDATE_DETAIL)) {
            for (var each : changed.entrySet()) {
                HeadlineRow.bind(headline, each.getValue().headline());
                headline.setLong(HeadlineRow.COLUMNS + 1, each.getKey());
                headline.addBatch();
                addDetail(detail, each.getValue(), each.getKey());
            }
            headline.executeBatch();
            detail.executeBatch();
        }
    }

    private static void addDetail(PreparedStatement detail, Rows rows, long seq) throws SQLException {
        detail.setString(1, rows.body());
        detail.setInt(2, FACTS_AS_JSON);
        detail.setLong(3, seq);
        detail.addBatch();
    }
}

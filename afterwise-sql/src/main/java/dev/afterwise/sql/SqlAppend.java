package dev.afterwise.sql;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Outcome;
import dev.afterwise.Source;
import dev.afterwise.Workspace;
import dev.afterwise.json.Facts;
import dev.afterwise.segment.StepNames;
import dev.afterwise.sql.cube.Contribution;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Facts on their way into the tables. What is new is folded before the transaction begins, so that it is short; only
 * executions that are there already are folded again inside. Many are written down by other threads meanwhile.
 */
final class SqlAppend implements Work<Receipt> {
    static final int FACTS_AS_JSON = 1;
    private static final int CHUNK = 1_000;

    /**
     * How long an execution's facts may be before spans add no more steps to it: each addition reads all of them. Some 25,000 spans
     * have so many.
     */
    private static final int FULL_CHARS = 16 << 20;

    /** From how many executions on it is worth the while to prepare them on all cores. */
    private static final int MANY = 100;

    private static final String FIND_KNOWN = """
            SELECT e.id, e.seq, CASE d.format WHEN 1 THEN d.body END, p.seq
            FROM execution e LEFT JOIN detail d ON d.seq = e.seq
            LEFT JOIN pending p ON p.workspace = e.workspace AND p.seq = e.seq
            WHERE e.workspace = ? AND e.id IN (SELECT value FROM json_each(?))""";
    private static final String INSERT_HEADLINE =
            "INSERT INTO execution (" + HeadlineRow.ALL + ", wording, said, workspace, seq, rev)" + " VALUES ("
                    + "?, ".repeat(HeadlineRow.COLUMNS + 2) + "?, ?, 1)";
    private static final String INSERT_DETAIL = "INSERT INTO detail (body, format, seq) VALUES (?, ?, ?)";
    private static final String UPDATE_HEADLINE = "UPDATE execution SET (" + HeadlineRow.ALL + ", wording, said) = ("
            + "?, ".repeat(HeadlineRow.COLUMNS + 1) + "?), rev = rev + 1 WHERE seq = ?";
    private static final String UPDATE_DETAIL = "UPDATE detail SET body = ?, format = ? WHERE seq = ?";

    private static final String PENDING = """
            INSERT INTO pending (workspace, seq, present, counted, steps) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (workspace, seq) DO UPDATE SET present = excluded.present, steps = excluded.steps""";

    /** From how many new executions on they are counted at once, rather than one by one by whoever reads. */
    private static final int WORTH_COUNTING = 200;

    /** Of so many numbers, one makes the append that gives it to an execution look how many are pending. */
    private static final int LOOK_EVERY = 64;

    /** What an execution's rows are to hold. */
    private record Rows(Execution execution, Derivation derivation, Body detail) {
        static Rows of(Collection<? extends Fact> facts) {
            return of(Fact.believed(facts));
        }

        static Rows of(SortedMap<String, Fact> believed) {
            Execution execution = Execution.of(believed);
            return new Rows(execution, Derivation.of(execution.headline()), new Body(believed.values()));
        }

        String body() {
            return detail.json();
        }
    }

    /** The facts of an execution, written down by whichever thread comes first. */
    private static final class Body {
        private final Collection<Fact> believed;
        private @Nullable String json;

        Body(Collection<Fact> believed) {
            this.believed = believed;
        }

        synchronized String json() {
            if (json == null) {
                json = Facts.write(believed);
            }
            return json;
        }
    }

    /**
     * What an execution's rows hold.
     *
     * @param body null if its details were pruned, so that nothing can be added to them
     * @param isPending whether cubes hold something else
     */
    private record Known(long seq, @Nullable String body, boolean isPending) {}

    /**
     * What an execution's rows are to hold instead.
     *
     * @param counted what cubes hold of it; null if that is known already, or they hold nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Change(Execution before, Rows rows, byte @Nullable [] counted) {}

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
        if (byExecution.size() >= MANY) {
            writeAhead();
        } else {
            appended.forEach(each -> each.getValue().body());
        }
    }

    /** Others write down what is appended, while whoever appends is busy with all that comes before. */
    private void writeAhead() {
        for (int from = 0; from < appended.size(); from += MANY) {
            var some = appended.subList(from, Math.min(from + MANY, appended.size()));
            ForkJoinPool.commonPool()
                    .execute(() -> some.forEach(each -> each.getValue().body()));
        }
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
        Set<ExecutionId> pruned = pruned(connection, chunk, known);
        int refused = pruned.size();
        var added = new ArrayList<Rows>();
        var changed = new LinkedHashMap<Long, Change>();
        for (var each : chunk) {
            Known old = known.get(each.getKey());
            if (old == null) {
                if (!pruned.contains(each.getKey())) {
                    added.add(each.getValue());
                }
            } else if (old.body() == null) {
                refused++;
            } else if (!old.body().equals(each.getValue().body())
                    && !merge(old, old.body(), each.getValue(), changed)) {
                refused++;
            }
        }
        Derived derived = derived(connection, added, changed);
        insert(connection, added, derived);
        update(connection, changed, derived);
        derived.settle();
        if (!changed.isEmpty()) {
            foldIfMany(connection);
        }
        int unchanged = chunk.size() - added.size() - changed.size() - refused;
        return new Receipt(added.size(), changed.size(), unchanged, refused);
    }

    private Set<ExecutionId> pruned(
            Connection connection, List<Map.Entry<ExecutionId, Rows>> chunk, Map<ExecutionId, Known> known)
            throws SQLException {
        return SqlPrunedIds.among(
                connection,
                workspace,
                chunk.stream()
                        .map(Map.Entry::getKey)
                        .filter(id -> !known.containsKey(id))
                        .toList());
    }

    /** @return false if nothing is added, since there is no room for it */
    private static boolean merge(Known old, String body, Rows rows, Map<Long, Change> changed) {
        Collection<Fact> more = rows.detail().believed;
        Collection<Fact> fitting = body.length() < FULL_CHARS
                ? more
                : more.stream().filter(SqlAppend::isSmall).toList();
        SortedMap<String, Fact> before = Fact.believed(Facts.read(body));
        var both = new ArrayList<>(before.values());
        both.addAll(fitting);
        SortedMap<String, Fact> after = Fact.believed(both);
        if (!after.equals(before)) {
            Execution known = Execution.of(before);
            byte[] counted = old.isPending() ? null : Contribution.of(known).encode();
            changed.put(old.seq(), new Change(known, Rows.of(after), counted));
            return true;
        }
        return fitting.size() == more.size();
    }

    /** Whether there may only be a few of them, or whoever tells them knows when to stop: telemetry may go on and on. */
    private static boolean isSmall(Fact fact) {
        return fact.origin().source() != Source.TELEMETRY
                || switch (fact) {
                    case Fact.Started ignored -> true;
                    case Fact.Ended ignored -> true;
                    case Fact.Concluded ignored -> true;
                    default -> false;
                };
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
                    known.put(
                            new ExecutionId(row.getString(1)),
                            new Known(row.getLong(2), row.getString(3), row.getLong(4) != 0));
                }
            }
        }
        return known;
    }

    private Derived derived(Connection connection, List<Rows> added, Map<Long, Change> changed) throws SQLException {
        return new Derived(
                connection,
                workspace,
                added.stream().map(Rows::derivation).toList(),
                changed.values().stream()
                        .map(each -> new Derived.Change(
                                Derivation.of(each.before().headline()),
                                each.rows().derivation()))
                        .toList());
    }

    private void insert(Connection connection, List<Rows> added, Derived derived) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        long last = lastSeq(connection);
        long seq = last;
        var running = new ArrayList<Long>();
        var children = new SqlChildren(connection, workspace);
        try (PreparedStatement headline = connection.prepareStatement(INSERT_HEADLINE);
                PreparedStatement detail = connection.prepareStatement(INSERT_DETAIL)) {
            for (Rows rows : added) {
                seq++;
                if (rows.execution().outcome() instanceof Outcome.Running) {
                    running.add(seq);
                }
                HeadlineRow.bind(headline, rows.execution().headline());
                derived.bind(headline, HeadlineRow.COLUMNS + 1, rows.derivation());
                headline.setString(HeadlineRow.COLUMNS + 3, workspace.name());
                headline.setLong(HeadlineRow.COLUMNS + 4, seq);
                headline.addBatch();
                addDetail(detail, rows, seq);
                children.put(seq, rows.execution());
            }
            headline.executeBatch();
            detail.executeBatch();
        }
        Unfinished.begun(connection, running);
        if (added.size() >= WORTH_COUNTING) {
            new CubeFold(connection, workspace)
                    .added(last + 1, added.stream().map(Rows::execution).toList());
        } else {
            wait(connection, added, last);
            if (last / LOOK_EVERY != seq / LOOK_EVERY) {
                foldIfMany(connection);
            }
        }
    }

    private void wait(Connection connection, List<Rows> added, long last) throws SQLException {
        try (PreparedStatement pending = connection.prepareStatement(PENDING)) {
            long seq = last;
            for (Rows rows : added) {
                pend(pending, ++seq, rows, null);
            }
            pending.executeBatch();
        }
    }

    private void pend(PreparedStatement pending, long seq, Rows rows, byte @Nullable [] counted) throws SQLException {
        pending.setString(1, workspace.name());
        pending.setLong(2, seq);
        pending.setBytes(3, Contribution.of(rows.execution()).encode());
        pending.setBytes(4, counted);
        pending.setString(5, ColumnJson.names(StepNames.of(rows.execution())));
        pending.addBatch();
    }

    private void foldIfMany(Connection connection) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("SELECT count(*) FROM pending WHERE workspace = ?")) {
            count.setString(1, workspace.name());
            try (ResultSet row = count.executeQuery()) {
                if (!row.next() || row.getLong(1) < CubeFold.MOST_PENDING) {
                    return;
                }
            }
        }
        new CubeFold(connection, workspace).pending();
    }

    /** The greatest number that was ever given to an execution. */
    private static long lastSeq(Connection connection) throws SQLException {
        try (PreparedStatement last =
                        connection.prepareStatement("SELECT seq FROM sqlite_sequence WHERE name = 'execution'");
                ResultSet row = last.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void update(Connection connection, Map<Long, Change> changed, Derived derived) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        var children = new SqlChildren(connection, workspace);
        try (PreparedStatement headline = connection.prepareStatement(UPDATE_HEADLINE);
                PreparedStatement detail = connection.prepareStatement(UPDATE_DETAIL);
                PreparedStatement pending = connection.prepareStatement(PENDING)) {
            for (var each : changed.entrySet()) {
                Rows rows = each.getValue().rows();
                HeadlineRow.bind(headline, rows.execution().headline());
                derived.bind(headline, HeadlineRow.COLUMNS + 1, rows.derivation());
                headline.setLong(HeadlineRow.COLUMNS + 3, each.getKey());
                headline.addBatch();
                addDetail(detail, rows, each.getKey());
                pend(pending, each.getKey(), rows, each.getValue().counted());
                children.replace(each.getKey(), each.getValue().before(), rows.execution());
            }
            headline.executeBatch();
            detail.executeBatch();
            pending.executeBatch();
        }
    }

    private static void addDetail(PreparedStatement detail, Rows rows, long seq) throws SQLException {
        detail.setString(1, rows.body());
        detail.setInt(2, FACTS_AS_JSON);
        detail.setLong(3, seq);
        detail.addBatch();
    }
}

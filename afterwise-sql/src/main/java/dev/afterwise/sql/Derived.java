package dev.afterwise.sql;

import dev.afterwise.Failure;
import dev.afterwise.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept beside executions so that they can be searched and their failures counted. It is made before rows are written,
 * since they hold the numbers of their texts; {@link #settle} comes after. Within one transaction, for one thread.
 */
final class Derived {
    /** An execution of which more became known. */
    record Change(Derivation before, Derivation now) {}

    private final Connection connection;
    private final Workspace workspace;
    private final Wordings wordings;
    private final Map<Wording, Long> numbers;

    /** Texts that some executions have no more. */
    private final Collection<Wording> dropped;

    private final List<FailedRow> failed = new ArrayList<>();
    private final List<FailedRow> noLonger = new ArrayList<>();
    private final Map<String, Failure> examples = new LinkedHashMap<>();

    /** For executions that are about to be written. */
    Derived(Connection connection, Workspace workspace, Collection<Derivation> added, Collection<Change> changed)
            throws SQLException {
        this.connection = connection;
        this.workspace = workspace;
        this.wordings = new Wordings(connection, workspace);
        var texts = new LinkedHashSet<Wording>();
        added.forEach(each -> texts.addAll(each.texts()));
        changed.forEach(each -> texts.addAll(each.now().texts()));
        this.numbers = wordings.numbers(texts);
        this.dropped = new LinkedHashSet<>();
        changed.forEach(each -> dropped.addAll(each.before().texts()));
        dropped.removeAll(texts);
        added.forEach(each -> moved(null, each.failed(), each.failure()));
        changed.forEach(each ->
                moved(each.before().failed(), each.now().failed(), each.now().failure()));
    }

    private void moved(@Nullable FailedRow before, @Nullable FailedRow now, @Nullable Failure failure) {
        if (now != null && failure != null && !now.equals(before)) {
            failed.add(now);
            examples.putIfAbsent(now.cell().failureClass() + now.cell().fingerprint(), failure);
        }
        if (before != null && !before.equals(now)) {
            noLonger.add(before);
        }
    }

    /** Sets the parameters for the columns {@code wording} and {@code said}. */
    void bind(PreparedStatement row, int first, Derivation derivation) throws SQLException {
        bind(row, first, derivation.description());
        bind(row, first + 1, derivation.said());
    }

    private void bind(PreparedStatement row, int column, @Nullable Wording text) throws SQLException {
        Long number = text == null ? null : numbers.get(text);
        if (number == null) {
            row.setNull(column, Types.BIGINT);
        } else {
            row.setLong(column, number);
        }
    }

    /** After the rows were written. */
    void settle() throws SQLException {
        wordings.forgetUnused(wordings.known(dropped), List.of());
        if (!failed.isEmpty() || !noLonger.isEmpty()) {
            var errors = new ErrorDays(connection, workspace);
            errors.remember(examples.values());
            errors.count(failed, noLonger);
        }
    }

    /** For rows that are about to be deleted: their texts can't be searched any more; their failures stay counted. */
    static void forget(Connection connection, Collection<Long> seqs) throws SQLException {
        var texts = new HashMap<Workspace, Map<Long, Wording>>();
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT workspace, wording, description, said, message FROM execution
                WHERE seq IN (SELECT value FROM json_each(?))""")) {
            find.setString(1, seqs.toString());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    var there = texts.computeIfAbsent(new Workspace(row.getString(1)), workspace -> new HashMap<>());
                    text(row, 2, Speech.DESCRIPTION, there);
                    text(row, 4, Speech.SAID, there);
                }
            }
        }
        for (var each : texts.entrySet()) {
            new Wordings(connection, each.getKey()).forgetUnused(each.getValue(), seqs);
        }
    }

    /** The number of the text is in this column, the text in the one after it. */
    private static void text(ResultSet row, int column, Speech kind, Map<Long, Wording> texts) throws SQLException {
        long number = row.getLong(column);
        if (!row.wasNull() && !texts.containsKey(number)) {
            texts.put(number, Wording.of(kind, row.getString(column + 1)));
        }
    }
}

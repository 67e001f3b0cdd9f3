package dev.afterwise.sql;

import dev.afterwise.Failure;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Workspace;
import dev.afterwise.sql.Wordings.Wording;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept beside executions so that they can be searched and their failures counted. It is made before rows are written,
 * since it looks at what they hold until then; {@link #settle} comes after. Within one transaction, for one thread.
 */
final class Derived {
    private static final String OLD = "SELECT seq, status, wording, description, said, message, " + FailedRow.COLUMNS
            + " FROM execution WHERE workspace = ? AND seq IN (SELECT value FROM json_each(?))";

    /** What an execution's row holds that is kept beside it, too. */
    private record Old(Map<Long, Wording> texts, @Nullable FailedRow failure) {}

    private final Connection connection;
    private final Workspace workspace;
    private final Map<Wording, Long> numbers;
    private final List<FailedRow> failed = new ArrayList<>();
    private final List<FailedRow> noLonger = new ArrayList<>();
    private final Map<String, Failure> examples = new LinkedHashMap<>();

    private Derived(Connection connection, Workspace workspace, Map<Wording, Long> numbers) {
        this.connection = connection;
        this.workspace = workspace;
        this.numbers = numbers;
    }

    /**
     * For executions that are about to be written.
     *
     * @param changed by the number of their row
     */
    static Derived of(Connection connection, Workspace workspace, Collection<Headline> added, Map<Long, Headline> changed)
            throws SQLException {
        Map<Long, Old> old = old(connection, workspace, changed.keySet());
        var wordings = new Wordings(connection, workspace);
        var texts = new ArrayList<Wording>();
        added.forEach(headline -> texts.addAll(texts(headline)));
        changed.values().forEach(headline -> texts.addAll(texts(headline)));
        var derived = new Derived(connection, workspace, wordings.numbers(texts));

        var uses = new HashMap<Long, Integer>();
        var before = new HashMap<Long, Wording>();
        texts.forEach(text -> uses.merge(derived.numbers.get(text), 1, Integer::sum));
        take(old.values(), uses, before);
        wordings.count(uses, before);

        added.forEach(headline -> derived.moved(null, headline));
        changed.forEach((seq, headline) -> {
            Old was = old.get(seq);
            derived.moved(was == null ? null : was.failure(), headline);
        });
        return derived;
    }

    /** For rows that are about to be deleted: their texts can't be searched any more; their failures stay counted. */
    static void forget(Connection connection, Collection<Long> seqs) throws SQLException {
        var byWorkspace = new HashMap<Workspace, List<Long>>();
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT workspace, seq FROM execution WHERE seq IN (SELECT value FROM json_each(?))")) {
            find.setString(1, seqs.toString());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    byWorkspace
                            .computeIfAbsent(new Workspace(row.getString(1)), workspace -> new ArrayList<>())
                            .add(row.getLong(2));
                }
            }
        }
        for (var each : byWorkspace.entrySet()) {
            var uses = new HashMap<Long, Integer>();
            var texts = new HashMap<Long, Wording>();
            take(old(connection, each.getKey(), each.getValue()).values(), uses, texts);
            new Wordings(connection, each.getKey()).count(uses, texts);
        }
    }

    /** Takes a use from each of these texts, and says what they are. */
    private static void take(Collection<Old> old, Map<Long, Integer> uses, Map<Long, Wording> texts) {
        for (Old each : old) {
            each.texts().forEach((number, text) -> {
                uses.merge(number, -1, Integer::sum);
                texts.put(number, text);
            });
        }
    }

    private static Map<Long, Old> old(Connection connection, Workspace workspace, Collection<Long> seqs)
            throws SQLException {
        if (seqs.isEmpty()) {
            return Map.of();
        }
        var old = new HashMap<Long, Old>();
        try (PreparedStatement find = connection.prepareStatement(OLD)) {
            find.setString(1, workspace.name());
            find.setString(2, seqs.toString());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    var texts = new HashMap<Long, Wording>();
                    text(row, 3, Speech.DESCRIPTION, texts);
                    text(row, 5, Speech.SAID, texts);
                    boolean failed = row.getString(2).equals("failed");
                    old.put(row.getLong(1), new Old(texts, failed ? FailedRow.read(row, 7) : null));
                }
            }
        }
        return old;
    }

    /** The number of the text is in this column, the text in the one after it. */
    private static void text(ResultSet row, int column, Speech kind, Map<Long, Wording> texts) throws SQLException {
        long number = row.getLong(column);
        if (!row.wasNull()) {
            texts.put(number, new Wording(kind, row.getString(column + 1)));
        }
    }

    private static List<Wording> texts(Headline headline) {
        var texts = new ArrayList<Wording>(2);
        for (Speech kind : Speech.values()) {
            Wording wording = wording(kind, headline);
            if (wording != null) {
                texts.add(wording);
            }
        }
        return texts;
    }

    private static @Nullable Wording wording(Speech kind, Headline headline) {
        String text =
                switch (kind) {
                    case DESCRIPTION -> headline.description();
                    case SAID -> headline.said();
                };
        return text.isBlank() ? null : new Wording(kind, text);
    }

    private void moved(@Nullable FailedRow before, Headline headline) {
        FailedRow now = FailedRow.of(headline);
        if (now != null && !now.equals(before)) {
            failed.add(now);
            if (headline.outcome() instanceof Outcome.Failed(var took, Failure failure)) {
                examples.putIfAbsent(now.cell().failureClass() + now.cell().fingerprint(), failure);
            }
        }
        if (before != null && !before.equals(now)) {
            noLonger.add(before);
        }
    }

    /** Sets the parameters for the columns {@code wording} and {@code said}. */
    void bind(PreparedStatement row, int first, Headline headline) throws SQLException {
        for (Speech kind : Speech.values()) {
            Wording wording = wording(kind, headline);
            Long number = wording == null ? null : numbers.get(wording);
            if (number == null) {
                row.setNull(first + kind.ordinal(), Types.BIGINT);
            } else {
                row.setLong(first + kind.ordinal(), number);
            }
        }
    }

    /** After the rows were written. */
    void settle() throws SQLException {
        if (!failed.isEmpty() || !noLonger.isEmpty()) {
            var errors = new ErrorDays(connection, workspace);
            errors.remember(examples.values());
            errors.count(failed, noLonger);
        }
    }
}

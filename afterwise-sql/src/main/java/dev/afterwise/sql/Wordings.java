package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.sql.WordIndex.Numbered;
import dev.afterwise.store.Likeness;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The distinct texts of a workspace, each with a number. Only a text that nobody has used before costs more than looking it
 * up. Within one transaction, for one thread.
 */
final class Wordings {
    private static final String FIND = """
            SELECT w.hash, w.doc FROM json_each(?) j CROSS JOIN wording w ON w.workspace = ? AND w.hash = j.value""";

    private final Connection connection;
    private final Workspace workspace;
    private final WordIndex index;

    Wordings(Connection connection, Workspace workspace) {
        this.connection = connection;
        this.workspace = workspace;
        this.index = new WordIndex(connection, workspace);
    }

    /** The numbers of these texts. Those that are new get one, and can be searched from now on. */
    Map<Wording, Long> numbers(Set<Wording> texts) throws SQLException {
        var numbers = new HashMap<Wording, Long>();
        known(texts).forEach((number, text) -> numbers.put(text, number));
        var fresh = new LinkedHashSet<>(texts);
        fresh.removeAll(numbers.keySet());
        numbers.putAll(add(fresh));
        return numbers;
    }

    /** Those of these texts that have a number, by it. */
    Map<Long, Wording> known(Collection<Wording> texts) throws SQLException {
        if (texts.isEmpty()) {
            return Map.of();
        }
        var byHash = new HashMap<Long, Wording>();
        texts.forEach(text -> byHash.put(text.hash(), text));
        var known = new HashMap<Long, Wording>();
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, byHash.keySet().toString());
            find.setString(2, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    known.put(row.getLong(2), Objects.requireNonNull(byHash.get(row.getLong(1))));
                }
            }
        }
        return known;
    }

    private Map<Wording, Long> add(Set<Wording> texts) throws SQLException {
        if (texts.isEmpty()) {
            return Map.of();
        }
        long next = SqlNumbers.last(connection, "wording") + 1;
        Iterator<Integer> weights = index.weights(next, texts.size()).iterator();
        var added = new ArrayList<Numbered>();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO wording (doc, workspace, hash, weight, text) VALUES (?, ?, ?, ?, ?)")) {
            for (Wording each : texts) {
                var numbered = new Numbered(each, next++, weights.next());
                insert.setLong(1, numbered.number());
                insert.setString(2, workspace.name());
                insert.setLong(3, each.hash());
                insert.setInt(4, numbered.weight());
                insert.setString(5, each.kind() == Speech.DESCRIPTION ? Likeness.compared(each.text()) : null);
                insert.addBatch();
                added.add(numbered);
            }
            insert.executeBatch();
        }
        index.add(added);
        return added.stream().collect(Collectors.toMap(Numbered::text, Numbered::number));
    }

    /** Forgets those of these texts that no execution has, apart from the rows of these numbers. */
    void forgetUnused(Map<Long, Wording> texts, Collection<Long> apartFrom) throws SQLException {
        if (texts.isEmpty()) {
            return;
        }
        var forgotten = new ArrayList<Numbered>();
        try (PreparedStatement delete = connection.prepareStatement("""
                DELETE FROM wording WHERE doc IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
                    SELECT 1 FROM execution
                    WHERE (wording = doc OR said = doc) AND seq NOT IN (SELECT value FROM json_each(?)))
                RETURNING doc, weight""")) {
            delete.setString(1, texts.keySet().toString());
            delete.setString(2, apartFrom.toString());
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    Wording text = Objects.requireNonNull(texts.get(row.getLong(1)));
                    forgotten.add(new Numbered(text, row.getLong(1), row.getInt(2)));
                }
            }
        }
        index.remove(forgotten);
    }
}

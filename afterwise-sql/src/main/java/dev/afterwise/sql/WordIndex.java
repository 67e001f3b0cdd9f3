package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.store.Terms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Which texts hold a word, and how many do. Within one transaction, for one thread.
 *
 * <p>How many is only a guide to what is rare. So of the texts after the first {@link #EXACT}, every sixteenth stands for
 * sixteen: counting words would otherwise cost more than indexing them.
 */
final class WordIndex {
    private static final long EXACT = 1_024;
    private static final int EVERY = 16;

    private final Connection connection;
    private final Workspace workspace;

    WordIndex(Connection connection, Workspace workspace) {
        this.connection = connection;
        this.workspace = workspace;
    }

    /** For how many texts that of this number stands. */
    private static int weight(long number) {
        if (number <= EXACT) {
            return 1;
        }
        return number % EVERY == 0 ? EVERY : 0;
    }

    void add(Map<Wordings.Wording, Long> texts) throws SQLException {
        var counts = new TreeMap<String, Integer>();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO words (rowid, word) VALUES (?, ?)")) {
            for (var each : texts.entrySet()) {
                Speech kind = each.getKey().kind();
                SortedSet<String> words = Terms.of(each.getKey().text());
                String prefix = kind.prefix(workspace);
                var tokens = new StringBuilder();
                words.forEach(word -> tokens.append(prefix).append(word).append(' '));
                insert.setLong(1, each.getValue());
                insert.setString(2, tokens.toString());
                insert.addBatch();
                count(counts, kind, words, weight(each.getValue()));
            }
            insert.executeBatch();
        }
        count(counts);
    }

    void remove(Map<Wordings.Wording, Long> texts) throws SQLException {
        if (texts.isEmpty()) {
            return;
        }
        var counts = new TreeMap<String, Integer>();
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM words WHERE rowid = ?")) {
            for (var each : texts.entrySet()) {
                delete.setLong(1, each.getValue());
                delete.addBatch();
                int weight = weight(each.getValue());
                if (weight > 0) {
                    count(counts, each.getKey().kind(), Terms.of(each.getKey().text()), -weight);
                }
            }
            delete.executeBatch();
        }
        count(counts);
    }

    private static void count(Map<String, Integer> counts, Speech kind, SortedSet<String> words, int weight) {
        if (weight != 0) {
            counts.merge(kind.letter, weight, Integer::sum);
            words.forEach(word -> counts.merge(kind.letter + word, weight, Integer::sum));
        }
    }

    /** By words, each after the letter of its kind. */
    private void count(Map<String, Integer> counts) throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        try (PreparedStatement count = connection.prepareStatement("""
                        INSERT INTO term (workspace, kind, word, texts) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET texts = texts + excluded.texts""");
                PreparedStatement clear = connection.prepareStatement(
                        "DELETE FROM term WHERE workspace = ? AND kind = ? AND word = ? AND texts <= 0")) {
            for (var each : counts.entrySet()) {
                String kind = each.getKey().substring(0, 1);
                String word = each.getKey().substring(1);
                count.setString(1, workspace.name());
                count.setString(2, kind);
                count.setString(3, word);
                count.setInt(4, each.getValue());
                count.addBatch();
                if (each.getValue() < 0) {
                    clear.setString(1, workspace.name());
                    clear.setString(2, kind);
                    clear.setString(3, word);
                    clear.addBatch();
                }
            }
            count.executeBatch();
            clear.executeBatch();
        }
    }
}

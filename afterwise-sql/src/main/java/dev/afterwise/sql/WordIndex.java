package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.store.Terms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** From how many texts on it is worth the while to take them apart on all cores. */
    private static final int MANY = 100;

    private final Connection connection;
    private final Workspace workspace;

    private final Map<Speech, String> prefixes = new EnumMap<>(Speech.class);

    WordIndex(Connection connection, Workspace workspace) {
        this.connection = connection;
        this.workspace = workspace;
        for (Speech kind : Speech.values()) {
            prefixes.put(kind, kind.prefix(workspace));
        }
    }

    /** For how many texts that of this number stands. */
    private static int weight(long number) {
        if (number <= EXACT) {
            return 1;
        }
        return number % EVERY == 0 ? EVERY : 0;
    }

    /** A text taken apart: its words, and all of them as the index has them. */
    private record Apart(Wording text, long number, Set<String> words, String tokens) {}

    private Apart takeApart(Wording text, long number) {
        var words = new HashSet<String>();
        Terms.each(text.text(), words::add);
        String prefix = prefixes.get(text.kind());
        var tokens = new StringBuilder(words.size() * 16);
        words.forEach(word -> tokens.append(prefix).append(word).append(' '));
        return new Apart(text, number, words, tokens.toString());
    }

    void add(Map<Wording, Long> texts) throws SQLException {
        var entries = texts.entrySet().stream();
        List<Apart> apart = (texts.size() < MANY ? entries : entries.parallel())
                .map(each -> takeApart(each.getKey(), each.getValue()))
                .toList();
        var counts = new TreeMap<String, Integer>();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO words (rowid, word) VALUES (?, ?)")) {
            for (Apart each : apart) {
                insert.setLong(1, each.number());
                insert.setString(2, each.tokens());
                insert.addBatch();
                count(counts, each.text().kind(), each.words(), weight(each.number()));
            }
            insert.executeBatch();
        }
        count(counts);
    }

    void remove(Map<Wording, Long> texts) throws SQLException {
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

    private static void count(Map<String, Integer> counts, Speech kind, Set<String> words, int weight) {
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

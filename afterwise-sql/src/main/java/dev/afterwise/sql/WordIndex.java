package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.store.Terms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which texts hold a word, and how many do. Within one transaction, for one thread.
 *
 * <p>How many is only a guide to what is rare. So once there are {@link #EXACT} texts, only every sixteenth of those that come
 * is counted, for sixteen: to count all words would cost more than to index them.
 */
final class WordIndex {
    private static final long EXACT = 1_024;
    private static final int EVERY = 16;

    /** From how many texts on it is worth the while to take them apart on all cores. */
    private static final int MANY = 100;

    /**
     * A text that has a number.
     *
     * @param weight for how many texts its words are counted
     */
    record Numbered(Wording text, long number, int weight) {}

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

    /** For how many texts new ones are counted, from the first of these numbers on. */
    List<Integer> weights(long first, int count) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT coalesce(sum(texts), 0) FROM term WHERE workspace = ? AND kind IN ('d', 's') AND word = ''")) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                row.next();
                long known = row.getLong(1);
                return IntStream.range(0, count)
                        .mapToObj(i -> known + i < EXACT ? 1 : (first + i) % EVERY == 0 ? EVERY : 0)
                        .toList();
            }
        }
    }

    /** A text taken apart: its words, and all of them as the index has them. */
    private record Apart(Numbered text, Set<String> words, String tokens) {}

    private Apart takeApart(Numbered text) {
        var words = new HashSet<String>();
        Terms.each(text.text().text(), words::add);
        String prefix = prefixes.get(text.text().kind());
        var tokens = new StringBuilder(words.size() * 16);
        words.forEach(word -> tokens.append(prefix).append(word).append(' '));
        return new Apart(text, words, tokens.toString());
    }

    void add(Collection<Numbered> texts) throws SQLException {
        var all = texts.stream();
        List<Apart> apart = (texts.size() < MANY ? all : all.parallel())
                .map(this::takeApart)
                .toList();
        var counts = new TreeMap<String, Integer>();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO words (rowid, word) VALUES (?, ?)")) {
            for (Apart each : apart) {
                insert.setLong(1, each.text().number());
                insert.setString(2, each.tokens());
                insert.addBatch();
                count(
                        counts,
                        each.text().text().kind(),
                        each.words(),
                        each.text().weight());
            }
            insert.executeBatch();
        }
        count(counts);
    }

    void remove(Collection<Numbered> texts) throws SQLException {
        if (texts.isEmpty()) {
            return;
        }
        var counts = new TreeMap<String, Integer>();
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM words WHERE rowid = ?")) {
            for (Numbered each : texts) {
                delete.setLong(1, each.number());
                delete.addBatch();
                if (each.weight() > 0) {
                    count(counts, each.text().kind(), Terms.of(each.text().text()), -each.weight());
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

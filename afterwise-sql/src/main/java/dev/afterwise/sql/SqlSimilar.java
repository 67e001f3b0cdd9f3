package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.store.Likeness;
import dev.afterwise.store.Similar;
import dev.afterwise.store.Terms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * The descriptions most like a given one. To ask for texts with any of its words takes as long as the frequent ones are
 * frequent, and those tell least. So: its rarest words, as long as no more than {@link #POSTINGS} texts have one of them; of
 * these texts the newest {@link #CANDIDATES}; and those are compared with the whole description.
 */
record SqlSimilar(Workspace workspace, String description, int limit) implements Work<List<Similar>> {
    private static final int POSTINGS = 10_000;
    private static final int CANDIDATES = 500;
    private static final int MOST_WORDS = 200;

    private static final String FIND = """
            SELECT w.doc, w.text
            FROM (SELECT rowid AS number FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT %d) CROSS JOIN wording w
            ON w.doc = number AND w.workspace = ?""".formatted(CANDIDATES);

    /** A text that may be like it. */
    private record Candidate(long number, double score) {}

    SqlSimilar {
        Similar.demandSome(limit);
    }

    @Override
    public List<Similar> with(Connection connection) throws SQLException {
        SortedSet<String> words = Terms.of(Likeness.compared(description));
        Map<String, Long> having = having(connection, words);
        List<String> rarest = rarest(words, having);
        if (rarest.isEmpty()) {
            return List.of();
        }
        var likeness = new Likeness(words, having.getOrDefault("", 0L), word -> having.getOrDefault(word, 0L));
        return newest(connection, likest(candidates(connection, rarest, likeness)));
    }

    /** A word that isn't known may yet be in a few texts, since not all are counted. It costs next to nothing to ask for. */
    private static List<String> rarest(SortedSet<String> words, Map<String, Long> having) {
        Comparator<String> rarestFirst = Comparator.comparing(word -> having.getOrDefault(word, 0L));
        var rarest = new ArrayList<String>();
        long postings = 0;
        for (String word : words.stream().sorted(rarestFirst).limit(MOST_WORDS).toList()) {
            long more = having.getOrDefault(word, 0L);
            if (postings > 0 && postings + more > POSTINGS) {
                break;
            }
            postings += more;
            rarest.add(word);
        }
        return rarest;
    }

    /** In how many texts each of these words is, more or less; and, by the empty word, how many there are. */
    private Map<String, Long> having(Connection connection, SortedSet<String> words) throws SQLException {
        var having = new HashMap<String, Long>();
        try (PreparedStatement find =
                connection.prepareStatement("SELECT texts FROM term WHERE workspace = ? AND kind = ? AND word = ?")) {
            find.setString(1, workspace.name());
            find.setString(2, Speech.DESCRIPTION.letter);
            var asked = new ArrayList<>(words);
            asked.add("");
            for (String word : asked) {
                find.setString(3, word);
                try (ResultSet row = find.executeQuery()) {
                    if (row.next()) {
                        having.put(word, row.getLong(1));
                    }
                }
            }
        }
        return having;
    }

    private List<Candidate> candidates(Connection connection, List<String> rarest, Likeness likeness)
            throws SQLException {
        var candidates = new ArrayList<Candidate>();
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(
                    1,
                    rarest.stream()
                            .map(word -> Speech.DESCRIPTION.having(workspace, word))
                            .collect(Collectors.joining(" OR ")));
            find.setString(2, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    double score = likeness.of(row.getString(2));
                    if (score > 0) {
                        candidates.add(new Candidate(row.getLong(1), score));
                    }
                }
            }
        }
        return candidates;
    }

    /** As many as are wanted, and those that are as like as the last of them. */
    private List<Candidate> likest(List<Candidate> candidates) {
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        if (candidates.size() <= limit) {
            return candidates;
        }
        double least = candidates.get(limit - 1).score();
        return candidates.stream().takeWhile(each -> each.score() >= least).toList();
    }

    private List<Similar> newest(Connection connection, List<Candidate> candidates) throws SQLException {
        var similar = new ArrayList<Similar>();
        try (PreparedStatement find = connection.prepareStatement("SELECT " + HeadlineRow.ALL
                + " FROM execution WHERE wording = ? AND workspace = ? ORDER BY started_us DESC, id DESC LIMIT 1")) {
            find.setString(2, workspace.name());
            for (Candidate each : candidates) {
                find.setLong(1, each.number());
                try (ResultSet row = find.executeQuery()) {
                    if (row.next()) {
                        similar.add(new Similar(each.score(), HeadlineRow.headline(row)));
                    }
                }
            }
        }
        similar.sort(Similar.LIKEST_FIRST);
        return List.copyOf(similar.subList(0, Math.min(limit, similar.size())));
    }
}

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * The descriptions most like a given one. To ask for texts with any of its words takes as long as the frequent ones are
 * frequent, and those tell least. So {@link #CANDIDATES} texts are compared with it as a whole: the same one, if it is there;
 * those with words so rare that all of them can be taken; then the newest with rare words of which no more than {@link
 * #POSTINGS} texts have one.
 */
record SqlSimilar(Workspace workspace, String description, int limit) implements Work<List<Similar>> {
    private static final int POSTINGS = 10_000;
    private static final int CANDIDATES = 500;
    private static final int MOST_WORDS = 200;

    private static final String FIND = """
            SELECT w.doc, w.text
            FROM (SELECT rowid AS number FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?) CROSS JOIN wording w
            ON w.doc = number AND w.workspace = ?""";

    /** A text that may be like it. */
    private record Candidate(long number, double score) {}

    SqlSimilar {
        Similar.demandSome(limit);
    }

    @Override
    public List<Similar> with(Connection connection) throws SQLException {
        SortedSet<String> words = Terms.of(Likeness.compared(description));
        Map<String, Long> having = having(connection, words);
        Map<Long, String> texts = same(connection);
        List<String> rarest = rarest(words, having, CANDIDATES);
        add(connection, rarest, texts);
        List<String> others = rarest(words, having, POSTINGS);
        others.removeAll(rarest);
        add(connection, others, texts);
        var likeness = new Likeness(words, having.getOrDefault("", 0L), word -> having.getOrDefault(word, 0L));
        return newest(connection, likest(texts, likeness));
    }

    /** The text itself, if any execution is described so. */
    private Map<Long, String> same(Connection connection) throws SQLException {
        var texts = new LinkedHashMap<Long, String>();
        new Wordings(connection, workspace)
                .known(List.of(Wording.of(Speech.DESCRIPTION, description)))
                .forEach((number, wording) -> texts.put(number, wording.text()));
        return texts;
    }

    /**
     * As many of the rarest words as so many texts have, and one at least that some text has. A word that isn't known may yet
     * be in a few texts, since not all are counted; it costs next to nothing to ask for.
     */
    private static List<String> rarest(SortedSet<String> words, Map<String, Long> having, long most) {
        Comparator<String> rarestFirst = Comparator.comparing(word -> having.getOrDefault(word, 0L));
        var rarest = new ArrayList<String>();
        long postings = 0;
        for (String word : words.stream().sorted(rarestFirst).limit(MOST_WORDS).toList()) {
            long more = having.getOrDefault(word, 0L);
            if (postings > 0 && postings + more > most) {
                break;
            }
            postings += more;
            rarest.add(word);
        }
        return rarest;
    }

    /** Adds the newest texts that have one of these words, until there are enough. */
    private void add(Connection connection, List<String> words, Map<Long, String> texts) throws SQLException {
        int most = CANDIDATES - texts.size();
        if (words.isEmpty() || most <= 0) {
            return;
        }
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(
                    1,
                    words.stream()
                            .map(word -> Speech.DESCRIPTION.having(workspace, word))
                            .collect(Collectors.joining(" OR ")));
            find.setInt(2, most);
            find.setString(3, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    texts.put(row.getLong(1), row.getString(2));
                }
            }
        }
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

    /** As many as are wanted, and those that are as like as the last of them. */
    private List<Candidate> likest(Map<Long, String> texts, Likeness likeness) {
        List<Candidate> candidates = texts.entrySet().stream()
                .map(each -> new Candidate(each.getKey(), likeness.of(each.getValue())))
                .filter(each -> each.score() > 0)
                .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                .toList();
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

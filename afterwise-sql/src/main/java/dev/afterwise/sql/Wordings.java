package dev.afterwise.sql;

import dev.afterwise.Workspace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The distinct texts of a workspace, each with a number and the count of its uses. Only a text that nobody has used before
 * costs more than looking it up. Within one transaction, for one thread.
 */
final class Wordings {
    private static final String FIND = """
            SELECT w.hash, w.doc FROM json_each(?) j CROSS JOIN wording w ON w.workspace = ? AND w.hash = j.value""";

    /** A text, and of what kind it is. */
    record Wording(Speech kind, String text) {}

    private final Connection connection;
    private final Workspace workspace;
    private final WordIndex index;
    private final MessageDigest digest;

    Wordings(Connection connection, Workspace workspace) {
        this.connection = connection;
        this.workspace = workspace;
        this.index = new WordIndex(connection, workspace);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must offer SHA-256, but this one does not.", e);
        }
    }

    /** The numbers of these texts. Those that are new get one, and can be searched from now on. */
    Map<Wording, Long> numbers(Collection<Wording> texts) throws SQLException {
        var hashes = new LinkedHashMap<Wording, Long>();
        new LinkedHashSet<>(texts).forEach(text -> hashes.put(text, hash(text)));
        if (hashes.isEmpty()) {
            return Map.of();
        }
        Map<Long, Long> known = known(hashes.values());
        var numbers = new HashMap<Wording, Long>();
        var fresh = new LinkedHashMap<Wording, Long>();
        hashes.forEach((text, hash) -> {
            Long number = known.get(hash);
            if (number == null) {
                fresh.put(text, hash);
            } else {
                numbers.put(text, number);
            }
        });
        numbers.putAll(add(fresh));
        return numbers;
    }

    private long hash(Wording wording) {
        digest.update(wording.kind().letter.getBytes(StandardCharsets.UTF_8));
        byte[] hash = digest.digest(wording.text().getBytes(StandardCharsets.UTF_8));
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << Byte.SIZE | (hash[i] & 0xff);
        }
        return number;
    }

    private Map<Long, Long> known(Collection<Long> hashes) throws SQLException {
        var known = new HashMap<Long, Long>();
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, hashes.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]")));
            find.setString(2, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    known.put(row.getLong(1), row.getLong(2));
                }
            }
        }
        return known;
    }

    private Map<Wording, Long> add(Map<Wording, Long> hashes) throws SQLException {
        if (hashes.isEmpty()) {
            return Map.of();
        }
        var numbers = new LinkedHashMap<Wording, Long>();
        long last = SqlNumbers.last(connection, "wording");
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO wording (doc, workspace, hash, uses) VALUES (?, ?, ?, 0)")) {
            for (var each : hashes.entrySet()) {
                insert.setLong(1, ++last);
                insert.setString(2, workspace.name());
                insert.setLong(3, each.getValue());
                insert.addBatch();
                numbers.put(each.getKey(), last);
            }
            insert.executeBatch();
        }
        index.add(numbers);
        return numbers;
    }

    /** Adds to the uses of texts; what nobody uses any more is forgotten, so {@code texts} must say what was taken from. */
    void count(Map<Long, Integer> more, Map<Long, Wording> texts) throws SQLException {
        var lost = new ArrayList<Long>();
        try (PreparedStatement update = connection.prepareStatement("UPDATE wording SET uses = uses + ? WHERE doc = ?")) {
            for (var each : more.entrySet()) {
                if (each.getValue() != 0) {
                    update.setInt(1, each.getValue());
                    update.setLong(2, each.getKey());
                    update.addBatch();
                }
                if (each.getValue() < 0) {
                    lost.add(each.getKey());
                }
            }
            update.executeBatch();
        }
        if (!lost.isEmpty()) {
            forgetUnused(lost, texts);
        }
    }

    private void forgetUnused(List<Long> numbers, Map<Long, Wording> texts) throws SQLException {
        var forgotten = new LinkedHashMap<Wording, Long>();
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM wording WHERE uses <= 0 AND doc IN (SELECT value FROM json_each(?)) RETURNING doc")) {
            delete.setString(1, numbers.toString());
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    Wording text = texts.get(row.getLong(1));
                    if (text != null) {
                        forgotten.put(text, row.getLong(1));
                    }
                }
            }
        }
        index.remove(forgotten);
    }
}

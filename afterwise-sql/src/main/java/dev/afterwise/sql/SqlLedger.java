package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.json.Documents;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The documents of one workspace in a table. */
record SqlLedger(Database database, Workspace workspace) implements Ledger {
    private static final String INSERT = """
            INSERT INTO ledger (body, workspace, kind, key, version) VALUES (?, ?, ?, ?, 1) ON CONFLICT DO NOTHING""";
    private static final String UPDATE = """
            UPDATE ledger SET body = ?, version = version + 1 WHERE workspace = ? AND kind = ? AND key = ? AND version = ?""";

    @Override
    public <D extends Document> Optional<Versioned<D>> read(Class<D> kind, String key) {
        String word = Documents.kind(kind);
        return database.read(connection -> {
            try (PreparedStatement find = connection.prepareStatement(
                    "SELECT body, version FROM ledger WHERE workspace = ? AND kind = ? AND key = ?")) {
                bind(find, 1, word, key);
                try (ResultSet row = find.executeQuery()) {
                    return row.next() ? Optional.of(versioned(kind, row)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public <D extends Document> List<Versioned<D>> list(Class<D> kind) {
        String word = Documents.kind(kind);
        return database.read(connection -> {
            try (PreparedStatement find =
                    connection.prepareStatement("SELECT body, version FROM ledger WHERE workspace = ? AND kind = ?")) {
                find.setString(1, workspace.name());
                find.setString(2, word);
                var found = new ArrayList<Versioned<D>>();
                try (ResultSet row = find.executeQuery()) {
                    while (row.next()) {
                        found.add(versioned(kind, row));
                    }
                }
                found.sort(Comparator.comparing(each -> each.document().key()));
                return found;
            }
        });
    }

    private static <D extends Document> Versioned<D> versioned(Class<D> kind, ResultSet row) throws SQLException {
        return new Versioned<>(Documents.read(kind, row.getString(1)), row.getLong(2));
    }

    @Override
    public void write(Map<? extends Document, Long> expected) {
        if (expected.isEmpty()) {
            return;
        }
        database.write(connection -> {
            for (var each : expected.entrySet()) {
                write(connection, each.getKey(), each.getValue());
            }
            return true;
        });
    }

    private void write(Connection connection, Document document, long version) throws SQLException {
        String kind = Documents.kind(document.getClass());
        try (PreparedStatement change = connection.prepareStatement(version == 0 ? INSERT : UPDATE)) {
            change.setString(1, Documents.write(document));
            bind(change, 2, kind, document.key());
            if (version != 0) {
                change.setLong(5, version);
            }
            if (change.executeUpdate() == 0) {
                throw new ConflictException("The document (%s) must have version %d, but it has another one by now."
                        .formatted(document.key(), version));
            }
        }
    }

    private void bind(PreparedStatement statement, int first, String kind, String key) throws SQLException {
        statement.setString(first, workspace.name());
        statement.setString(first + 1, kind);
        statement.setString(first + 2, key);
    }
}

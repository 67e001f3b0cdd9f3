package dev.afterwise.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements that stay prepared, by their text: to parse one takes longer than to carry it out. Only for texts of the program's
 * own, of which there are few. Used by one thread at a time.
 */
final class KeptStatements {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    KeptStatements(Connection connection) {
        this.connection = connection;
    }

    /** Carries out a statement that answers nothing. @return how many rows it changed */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        int changed;
        try {
            changed = statement.executeUpdate();
        } catch (SQLException e) {
            forget(sql, statement); // the driver has ended it: it would fail for ever
            throw e;
        }
        statement.clearParameters();
        return changed;
    }

    private void forget(String sql, PreparedStatement failed) {
        prepared.remove(sql);
        closeQuietly(failed);
    }

    private static void closeQuietly(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // Closing the connection ends it as well.
        }
    }

    void close() {
        prepared.values().forEach(KeptStatements::closeQuietly);
        prepared.clear();
    }
}

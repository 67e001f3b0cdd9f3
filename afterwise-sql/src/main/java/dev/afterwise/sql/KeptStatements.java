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
        try {
            return statement.executeUpdate();
        } finally {
            statement.clearParameters();
        }
    }

    void close() {
        for (PreparedStatement statement : prepared.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                // The connection is closed next, which ends it as well.
            }
        }
        prepared.clear();
    }
}

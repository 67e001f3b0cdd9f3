package dev.afterwise.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Numbers that rows were given. */
final class SqlNumbers {
    private SqlNumbers() {}

    /** The greatest number that a row of this table ever had. */
    static long last(Connection connection, String table) throws SQLException {
        try (PreparedStatement last = connection.prepareStatement("SELECT seq FROM sqlite_sequence WHERE name = ?")) {
            last.setString(1, table);
            try (ResultSet row = last.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}

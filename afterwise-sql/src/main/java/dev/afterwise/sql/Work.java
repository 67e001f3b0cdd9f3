package dev.afterwise.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What is done with a connection while it is lent. Statements must be closed by the end. */
@FunctionalInterface
interface Work<T extends @Nullable Object> {
    T with(Connection connection) throws SQLException;
}

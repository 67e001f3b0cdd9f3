/** Durable stores over JDBC: SQLite. Found by {@link java.util.ServiceLoader}; there is nothing here to call. */
module dev.afterwise.sql {
    requires dev.afterwise;
    requires dev.afterwise.json;
    requires java.sql;
    requires org.xerial.sqlitejdbc;
    requires tools.jackson.core;

    provides dev.afterwise.store.StoreProvider with
            dev.afterwise.sql.SqliteStoreProvider;
}

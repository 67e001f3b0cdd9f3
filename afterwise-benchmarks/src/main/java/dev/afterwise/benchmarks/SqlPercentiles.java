package dev.afterwise.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.sqlite.SQLiteConfig;

/** The figures of one agent as whoever has no cubes would ask for them, of the store's own rows. For one thread. */
final class SqlPercentiles implements AutoCloseable {
    private static final String OF_AGENT = " FROM execution WHERE workspace = 'default' AND agent = ?";
    private static final String SUMS =
            "count(*), sum(status = 'failed'), sum(input_tokens), sum(output_tokens), sum(cost_micros), sum(api_calls)";

    private final Connection connection;
    private final PreparedStatement byFunctions;
    private final PreparedStatement rows;

    SqlPercentiles(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        connection = config.createConnection("jdbc:sqlite:" + file);
        byFunctions = connection.prepareStatement("SELECT " + SUMS
                + ", percentile(took_us, 50), percentile(took_us, 95), percentile(took_us, 99)" + OF_AGENT);
        rows = connection.prepareStatement(
                "SELECT took_us, status, input_tokens, output_tokens, cost_micros, api_calls" + OF_AGENT);
    }

    /** By the functions that SQLite has for it. @return the median in microseconds */
    double byFunctions(String agent) throws SQLException {
        byFunctions.setString(1, agent);
        try (ResultSet row = byFunctions.executeQuery()) {
            row.next();
            return row.getDouble(7);
        }
    }

    /** By reading all and sorting. @return the median in microseconds */
    double bySorting(String agent) throws SQLException {
        rows.setString(1, agent);
        long[] took = new long[1_024];
        long[] sums = new long[5];
        int count = 0;
        try (ResultSet row = rows.executeQuery()) {
            while (row.next()) {
                took = count == took.length ? Arrays.copyOf(took, 2 * count) : took;
                took[count++] = row.getLong(1);
                sums[0] += row.getString(2).equals("failed") ? 1 : 0;
                for (int i = 1; i < sums.length; i++) {
                    sums[i] += row.getLong(i + 2);
                }
            }
        }
        Arrays.sort(took, 0, count);
        return (double) took[count / 2];
    }

    @Override
    public void close() throws SQLException {
        byFunctions.close();
        rows.close();
        connection.close();
    }
}

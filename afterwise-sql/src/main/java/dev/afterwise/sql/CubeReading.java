package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.sql.cube.Admission;
import dev.afterwise.sql.cube.Cell;
import dev.afterwise.sql.cube.Cells;
import dev.afterwise.sql.cube.Contribution;
import dev.afterwise.sql.cube.Cube;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cubes of a span of hours, within one transaction: whole days where they have a cube of their own, hours
 * elsewhere, then what is pending.
 */
record CubeReading(Connection connection, CubeCache cache, Workspace workspace, Kind kind) {
    /** Which cubes. */
    enum Kind {
        EXECUTIONS("body") {
            @Override
            Cells of(Contribution contribution) {
                return contribution.executions();
            }

            @Override
            Cell place(Cell cell, Admission admission) {
                return admission.execution(cell);
            }
        },
        STEPS("steps") {
            @Override
            Cells of(Contribution contribution) {
                return contribution.steps();
            }

            @Override
            Cell place(Cell cell, Admission admission) {
                return admission.step(cell);
            }
        };

        private final String column;

        Kind(String column) {
            this.column = column;
        }

        abstract Cells of(Contribution contribution);

        abstract Cell place(Cell cell, Admission admission);

        /** The cells as they are counted. */
        Cells placed(Cells cells, Admission admission) {
            var placed = new Cells(cell -> place(cell, admission));
            placed.add(cells, 1);
            return placed;
        }
    }

    /** Is shown what there is. */
    interface Sink {
        /** @param hour the first in it */
        void take(long hour, Cube cube);

        /** @param sign 1 to add, -1 to take back */
        void take(long hour, Cells cells, int sign);
    }

    /** Reads hour by hour. */
    void hours(HourSpan span, Sink sink) throws SQLException {
        hours(span.first(), span.end(), sink);
        pending(span, sink);
    }

    /** Reads day by day, as far as there are whole ones. */
    void days(HourSpan span, Sink sink) throws SQLException {
        long firstDay = span.firstDay();
        long endDay = span.endDay();
        if (firstDay == endDay) {
            hours(span.first(), span.end(), sink);
        } else {
            hours(span.first(), firstDay * CubeTable.DAY, sink);
            read(CubeTable.DAY, firstDay, endDay, sink);
            open(firstDay, endDay, sink);
            hours(endDay * CubeTable.DAY, span.end(), sink);
        }
        pending(span, sink);
    }

    private void hours(long first, long end, Sink sink) throws SQLException {
        read(CubeTable.HOUR, first, end, sink);
    }

    private void read(int hours, long first, long end, Sink sink) throws SQLException {
        if (first >= end) {
            return;
        }
        try (PreparedStatement find = connection.prepareStatement("SELECT id, bucket FROM cube"
                        + " WHERE workspace = ? AND bucket >= ? AND bucket < ? AND hours = " + hours);
                PreparedStatement load =
                        connection.prepareStatement("SELECT " + kind.column + " FROM cube WHERE id = ?")) {
            bind(find, first, end);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    long id = row.getLong(1);
                    long bucket = row.getLong(2);
                    var key = new CubeCache.Key(workspace, kind, hours, bucket);
                    Cube cube = cache.find(key, id);
                    if (cube == null) {
                        cube = load(load, id);
                        cache.keep(key, id, cube);
                    }
                    sink.take(bucket * hours, cube);
                }
            }
        }
    }

    private static Cube load(PreparedStatement load, long id) throws SQLException {
        load.setLong(1, id);
        try (ResultSet row = load.executeQuery()) {
            row.next();
            return Cube.decode(row.getBytes(1));
        }
    }

    private void open(long first, long end, Sink sink) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("SELECT day FROM cube_due WHERE workspace = ? AND day >= ? AND day < ?")) {
            bind(find, first, end);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    long day = row.getLong(1);
                    hours(day * CubeTable.DAY, (day + 1) * CubeTable.DAY, sink);
                }
            }
        }
    }

    private void bind(PreparedStatement find, long first, long end) throws SQLException {
        find.setString(1, workspace.name());
        find.setLong(2, first);
        find.setLong(3, end);
    }

    private void pending(HourSpan span, Sink sink) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("SELECT seq, present, counted FROM pending WHERE workspace = ?")) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    take(CubeFold.present(connection, row.getLong(1), row.getBytes(2)), 1, span, sink);
                    byte @Nullable [] counted = row.getBytes(3);
                    if (counted != null) {
                        take(Contribution.decode(counted), -1, span, sink);
                    }
                }
            }
        }
    }

    private void take(Contribution contribution, int sign, HourSpan span, Sink sink) {
        if (span.holds(contribution.hour())) {
            sink.take(contribution.hour(), kind.of(contribution), sign);
        }
    }
}

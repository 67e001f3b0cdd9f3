package dev.afterwise.sql;

import dev.afterwise.Failure;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** An execution that failed, as far as failures are counted by it. */
record FailedRow(ErrorCell cell, long startedUs, String id) {
    static final String COLUMNS = "started_us, id, failure_class, fingerprint, task, agent, "
            + "coalesce(model, '') AS model, coalesce(route, '') AS route";

    /** What counts as one: the kind of failure, and who did what. A missing model or route is the empty text. */
    record ErrorCell(String failureClass, String fingerprint, String task, String agent, String model, String route) {}

    /** Null unless it failed. */
    static @Nullable FailedRow of(Headline headline) {
        if (!(headline.outcome() instanceof Outcome.Failed failed)) {
            return null;
        }
        Failure failure = failed.failure();
        Profile profile = headline.profile();
        String model = profile.model();
        String route = profile.route();
        var cell = new ErrorCell(
                failure.failureClass().label(),
                failure.fingerprint().hex(),
                profile.task(),
                profile.agent(),
                model == null ? "" : model,
                route == null ? "" : route);
        return new FailedRow(
                cell, Micros.floor(headline.startedAt()), headline.id().hex());
    }

    static FailedRow read(ResultSet row, int first) throws SQLException {
        var cell = new ErrorCell(
                row.getString(first + 2),
                row.getString(first + 3),
                row.getString(first + 4),
                row.getString(first + 5),
                row.getString(first + 6),
                row.getString(first + 7));
        return new FailedRow(cell, row.getLong(first), row.getString(first + 1));
    }

    void bind(PreparedStatement row, int first) throws SQLException {
        row.setLong(first, startedUs);
        row.setString(first + 1, id);
        row.setString(first + 2, cell.failureClass());
        row.setString(first + 3, cell.fingerprint());
        row.setString(first + 4, cell.task());
        row.setString(first + 5, cell.agent());
        row.setString(first + 6, cell.model());
        row.setString(first + 7, cell.route());
    }

    /** The day on which it began, since 1970. */
    long day() {
        return Math.floorDiv(startedUs, ErrorDay.DAY_US);
    }
}

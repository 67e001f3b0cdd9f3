package dev.afterwise.sql;

import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
import dev.afterwise.Headline;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The columns of an execution's row that are its headline, and the way from one to the other. */
final class HeadlineRow {
    /** What statistics need, too. These come first, in this order, in whatever is read here. */
    static final String OUTCOME = """
            status, took_us, failure_class, severity, transience, error_type, message, fingerprint, \
            input_tokens, output_tokens, cached_tokens, cost_micros, api_calls, recoveries""";

    /** All of a headline. */
    static final String ALL =
            OUTCOME + ", id, task, agent, model, route, complexity, attributes, description, started_us";

    /** How many columns {@link #OUTCOME} has. */
    static final int OUTCOME_COLUMNS = 14;

    /** How many columns {@link #ALL} has. */
    static final int COLUMNS = 23;

    private HeadlineRow() {}

    /** Sets the first {@link #COLUMNS} parameters. */
    static void bind(PreparedStatement row, Headline headline) throws SQLException {
        Outcome outcome = headline.outcome();
        row.setString(1, outcome.status().word());
        Duration took = outcome instanceof Outcome.Ended ended ? ended.took() : null;
        if (took == null) {
            row.setNull(2, Types.BIGINT);
        } else {
            row.setLong(2, Micros.floor(took));
        }
        bindWhy(row, outcome);
        Usage usage = headline.usage();
        row.setLong(9, usage.inputTokens());
        row.setLong(10, usage.outputTokens());
        row.setLong(11, usage.cachedTokens());
        row.setLong(12, usage.cost().micros());
        row.setLong(13, usage.apiCalls());
        row.setString(14, ColumnJson.tallies(headline.recoveries()));
        row.setString(15, headline.id().hex());
        bind(row, headline.profile());
        row.setString(22, headline.description());
        row.setLong(23, Micros.floor(headline.startedAt()));
    }

    private static void bindWhy(PreparedStatement row, Outcome outcome) throws SQLException {
        Failure failure = outcome instanceof Outcome.Failed failed ? failed.failure() : null;
        row.setString(3, failure == null ? null : failure.failureClass().label());
        row.setString(4, failure == null ? null : word(failure.severity()));
        row.setString(5, failure == null ? null : word(failure.transience()));
        row.setString(6, failure == null ? null : failure.type());
        row.setString(7, failure != null ? failure.message() : reason(outcome));
        row.setString(8, failure == null ? null : failure.fingerprint().hex());
    }

    private static @Nullable String reason(Outcome outcome) {
        return outcome instanceof Outcome.Cancelled cancelled ? cancelled.reason() : null;
    }

    private static void bind(PreparedStatement row, Profile profile) throws SQLException {
        row.setString(16, profile.task());
        row.setString(17, profile.agent());
        row.setString(18, profile.model());
        row.setString(19, profile.route());
        Double complexity = profile.complexity();
        if (complexity == null) {
            row.setNull(20, Types.REAL);
        } else {
            row.setDouble(20, complexity);
        }
        row.setString(21, ColumnJson.attributes(profile.attributes()));
    }

    /** Of {@link #ALL}. */
    static String description(ResultSet row) throws SQLException {
        return row.getString(22);
    }

    /** What was said when it failed or was cancelled; null if nothing was. */
    static @Nullable String message(ResultSet row) throws SQLException {
        return row.getString(7);
    }

    static Headline headline(ResultSet row) throws SQLException {
        return new Headline(
                new ExecutionId(row.getString(15)),
                profile(row),
                row.getString(22),
                Micros.instant(row.getLong(23)),
                outcome(row),
                usage(row),
                recoveries(row));
    }

    private static Profile profile(ResultSet row) throws SQLException {
        double number = row.getDouble(20);
        Double complexity = row.wasNull() ? null : Double.valueOf(number);
        return new Profile(
                row.getString(16),
                row.getString(17),
                row.getString(18),
                row.getString(19),
                complexity,
                ColumnJson.attributes(row.getString(21)));
    }

    static Outcome outcome(ResultSet row) throws SQLException {
        Status status = word(Status.class, row.getString(1));
        if (status == Status.RUNNING) {
            return new Outcome.Running();
        }
        long micros = row.getLong(2);
        Duration took = row.wasNull() ? null : Micros.duration(micros);
        return switch (status) {
            case SUCCEEDED -> new Outcome.Succeeded(took);
            case FAILED -> new Outcome.Failed(took, failure(row));
            case CANCELLED -> new Outcome.Cancelled(took, row.getString(7));
            case ABANDONED -> new Outcome.Abandoned();
            case UNKNOWN, RUNNING -> new Outcome.Unknown(took);
        };
    }

    /** Of an execution that failed. */
    static Failure failure(ResultSet row) throws SQLException {
        return new Failure(
                word(FailureClass.class, row.getString(3)),
                word(Severity.class, row.getString(4)),
                word(Transience.class, row.getString(5)),
                row.getString(6),
                row.getString(7),
                new Fingerprint(row.getString(8)));
    }

    static Usage usage(ResultSet row) throws SQLException {
        return new Usage(row.getLong(9), row.getLong(10), row.getLong(11), new Money(row.getLong(12)), row.getLong(13));
    }

    static SortedMap<String, Tally> recoveries(ResultSet row) throws SQLException {
        return ColumnJson.tallies(row.getString(14));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}

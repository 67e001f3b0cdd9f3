package dev.afterwise.cli.report;

import dev.afterwise.Workspace;
import dev.afterwise.cli.history.When;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Period;
import dev.afterwise.store.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a report is about.
 *
 * @param days how many days back from the newest execution; the day of that execution is the last of them
 * @param from the first moment that counts
 * @param newest when the newest execution began, which is the last that counts
 * @param madeAt when the report was made
 */
record Scope(Workspace workspace, int days, Instant from, Instant newest, Instant madeAt, Detail detail) {
    static final int MOST_DAYS = 3_660;
    private static final int DAYS_BY_HOUR = 2;
    private static final int DAYS_BY_DAY = 120;

    /** The last so many days of a history; empty if there is nothing in it. */
    static Optional<Scope> last(int days, History history, Workspace workspace, Detail detail, Instant now) {
        return When.newest(history, Filter.ALL)
                .map(newest -> new Scope(workspace, days, from(days, newest), newest, now, detail));
    }

    /** Whole periods, so that the first is not smaller than the others only because of where it was cut. */
    private static Instant from(int days, Instant newest) {
        return days <= DAYS_BY_HOUR
                ? newest.truncatedTo(ChronoUnit.HOURS).minus(days * 24L - 1, ChronoUnit.HOURS)
                : newest.truncatedTo(ChronoUnit.DAYS).minus(days - 1L, ChronoUnit.DAYS);
    }

    /** How wide the steps of the charts are. */
    Period period() {
        return days <= DAYS_BY_HOUR ? Period.HOUR : days <= DAYS_BY_DAY ? Period.DAY : Period.WEEK;
    }

    /** When it begins, as {@code --since} takes it. */
    String since() {
        String text = from.toString();
        return text.endsWith("T00:00:00Z") ? text.substring(0, "2026-01-12".length()) : text;
    }

    Filter filter() {
        return Filter.ALL.with(new Window(from, newest.plusNanos(1_000)));
    }

    /** As many days just before. */
    Filter before() {
        return Filter.ALL.with(new Window(from.minus(Duration.ofDays(days)), from));
    }

    /** Everything before. */
    Filter ever() {
        return Filter.ALL.with(new Window(null, from));
    }
}

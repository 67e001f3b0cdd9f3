package dev.afterwise.learn.patterns;

import dev.afterwise.Status;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.util.Arrays;
import java.util.List;

/**
 * The executions of which an outcome is known, in the order in which they began, and how their outcomes vary in time. Immutable,
 * and the arrays it gives are its own.
 */
final class Sample {
    private static final int ENOUGH_DAYS = 20;
    private static final int MOST_CHUNKS = 50;
    private static final int CHUNK = 8;

    private final Columns columns;
    private final Measured measured;
    private final Calendar calendar;
    private final int[] rows;
    private final double[] outcomes;
    private final double mean;
    private final double variance;
    private final Grain days;
    private final Grain hours;
    private final Grain atoms;
    private final Grain independent;
    private final List<Grain> grains;

    private Sample(Columns columns, Measured measured, Calendar all, int[] rows, double[] outcomes) {
        this.columns = columns;
        this.measured = measured;
        this.calendar = all.of(rows);
        this.rows = rows;
        this.mean = Arrays.stream(outcomes).average().orElse(0);
        this.outcomes = outcomes;
        double squares = 0;
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] -= mean;
            squares += outcomes[i] * outcomes[i];
        }
        this.variance = outcomes.length == 0 ? 0 : squares / outcomes.length;
        this.days = Grain.of(outcomes, calendar::beginsDay);
        Grain hours = Grain.of(outcomes, calendar::beginsHour);
        this.hours = days.count() >= ENOUGH_DAYS ? days : hours;
        this.grains = List.of(
                hours, Grain.of(outcomes, calendar::beginsShift), days, Grain.of(outcomes, calendar::beginsWeek));
        int chunk = Math.max(CHUNK, (outcomes.length + MOST_CHUNKS - 1) / MOST_CHUNKS);
        this.independent = days.count() >= ENOUGH_DAYS ? days : Grain.of(outcomes, i -> i % chunk == 0);
        this.atoms = Grain.of(outcomes, i -> i % chunk == 0 || calendar.beginsHour(i));
    }

    /** Those that succeeded, which count one, and those that failed, which count nothing. */
    static Sample ofSuccess(Columns columns, Calendar calendar) {
        Codes<String> status = columns.labels(Trait.STATUS);
        int succeeded = status.values().indexOf(Status.SUCCEEDED.word());
        int failed = status.values().indexOf(Status.FAILED.word());
        int[] rows = calendar.rows(row -> isOneOf(status.code(row), succeeded, failed));
        double[] outcomes = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            outcomes[i] = status.code(rows[i]) == succeeded ? 1 : 0;
        }
        return new Sample(columns, Measured.SUCCESS, calendar, rows, outcomes);
    }

    private static boolean isOneOf(int code, int one, int other) {
        return code != Codes.NONE && (code == one || code == other);
    }

    /** Of the same ones, those whose durations are known, which count by rank: from -1/2, the shortest, to 1/2. */
    static Sample ofDuration(Columns columns, Calendar calendar) {
        Codes<String> status = columns.labels(Trait.STATUS);
        int succeeded = status.values().indexOf(Status.SUCCEEDED.word());
        int failed = status.values().indexOf(Status.FAILED.word());
        Numbers took = columns.numbers(Quantity.TOOK_US);
        int[] rows = calendar.rows(row -> took.has(row) && isOneOf(status.code(row), succeeded, failed));
        return new Sample(
                columns, Measured.DURATION, calendar, rows, Ranks.of(took).centred(rows));
    }

    int size() {
        return rows.length;
    }

    Measured measured() {
        return measured;
    }

    Columns columns() {
        return columns;
    }

    Calendar calendar() {
        return calendar;
    }

    /** Which row of the columns this is. */
    int row(int i) {
        return rows[i];
    }

    /** The outcome, less the mean of all. */
    double outcome(int i) {
        return outcomes[i];
    }

    double mean() {
        return mean;
    }

    double variance() {
        return variance;
    }

    Grain days() {
        return days;
    }

    /** What times of the day are compared by: days, or, where there are too few of them to say how they vary, hours. */
    Grain hours() {
        return hours;
    }

    /** Stretches that are long enough to be independent of each other, and many enough to say how they vary. */
    Grain independent() {
        return independent;
    }

    /** Stretches of which all others are made. */
    Grain atoms() {
        return atoms;
    }

    /** Hours, shifts of four hours, days and weeks. */
    List<Grain> grains() {
        return grains;
    }

    int[] codes(Codes<?> column) {
        int[] codes = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            codes[i] = column.code(rows[i]);
        }
        return codes;
    }

    double[] numbers(Ranks column) {
        return column.numbers(rows);
    }

    /** The sample by a number, from the smallest to the greatest, without those that have none. */
    int[] ascending(Ranks column) {
        return column.ascending(rows);
    }

    /** Ranks from -1/2 to 1/2. */
    double[] centred(Ranks column) {
        return column.centred(rows);
    }
}

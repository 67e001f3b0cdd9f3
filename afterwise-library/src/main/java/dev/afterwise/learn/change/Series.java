package dev.afterwise.learn.change;

import dev.afterwise.Status;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.util.Arrays;

/** One aspect of the executions of one scope, in the order of time. Immutable. */
final class Series {
    private static final double MILLION = 1e6;

    private final Scope scope;
    private final Aspect aspect;
    private final int[] rows;
    private final long[] startedUs;
    private final double[] values;

    private Series(Scope scope, Aspect aspect, int[] rows, long[] startedUs, double[] values) {
        this.scope = scope;
        this.aspect = aspect;
        this.rows = rows;
        this.startedUs = startedUs;
        this.values = values;
    }

    /** The executions of these rows that say anything about the aspect; what was said several times counts once. */
    static Series of(Columns columns, Timeline.Rows scope, Aspect aspect) {
        Codes<String> status = columns.labels(Trait.STATUS);
        int succeeded = status.values().indexOf(Status.SUCCEEDED.word());
        int failed = status.values().indexOf(Status.FAILED.word());
        Numbers started = columns.numbers(Quantity.STARTED_US);
        Numbers took = columns.numbers(Quantity.TOOK_US);
        Numbers cost = columns.numbers(Quantity.COST_MICROS);
        Codes<String> agents = columns.labels(Trait.AGENT);
        int all = scope.order().size();
        var rows = new int[all];
        var at = new long[all];
        var values = new double[all];
        int n = 0;
        for (int i = 0; i < all; i++) {
            int row = scope.order().row(i);
            int code = status.code(row);
            boolean isDecided = code != Codes.NONE && (code == succeeded || code == failed);
            double value = !isDecided
                    ? Double.NaN
                    : switch (aspect) {
                        case SUCCESS -> code == succeeded ? 1 : 0;
                        case DURATION -> took.has(row) ? took.at(row) / MILLION : Double.NaN;
                        case COST -> cost.has(row) && cost.at(row) > 0 ? cost.at(row) / MILLION : Double.NaN;
                    };
            if (!Double.isNaN(value) && (n == 0 || !isRepeated(row, rows[n - 1], started, took, agents))) {
                rows[n] = row;
                at[n] = started.whole(row);
                values[n] = value;
                n++;
            }
        }
        return new Series(
                scope.scope(), aspect, Arrays.copyOf(rows, n), Arrays.copyOf(at, n), Arrays.copyOf(values, n));
    }

    /** Whether two rows began at the same microsecond, by the same agent, and took the same to the microsecond: one was said twice. */
    private static boolean isRepeated(int row, int before, Numbers started, Numbers took, Codes<String> agents) {
        return started.whole(row) == started.whole(before)
                && took.has(row)
                && took.has(before)
                && took.whole(row) == took.whole(before)
                && agents.code(row) == agents.code(before);
    }

    Scope scope() {
        return scope;
    }

    Aspect aspect() {
        return aspect;
    }

    int size() {
        return values.length;
    }

    int row(int place) {
        return rows[place];
    }

    long startedUs(int place) {
        return startedUs[place];
    }

    double value(int place) {
        return values[place];
    }

    /** Those from one place up to another. */
    double[] values(int from, int until) {
        return Arrays.copyOfRange(values, from, until);
    }

    double[] values() {
        return values.clone();
    }

    /** Whether all of them are the same. */
    boolean isConstant() {
        for (double each : values) {
            if (each != values[0]) {
                return false;
            }
        }
        return true;
    }
}

package dev.afterwise.learn.change;

import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of columns in the order in which the executions began, as a whole and by scope. Immutable. */
final class Timeline {
    private Timeline() {}

    /** The rows of one scope. */
    record Rows(Scope scope, Order order) {}

    /** Rows in the order of time. Immutable. */
    static final class Order {
        private final int[] rows;

        Order(int... rows) {
            this.rows = rows;
        }

        int size() {
            return rows.length;
        }

        int row(int place) {
            return rows[place];
        }
    }

    /** Of each task that has so many executions all of them, and those of each agent that has so many, if it has not all. */
    static List<Rows> scopes(Columns columns, int least) {
        Codes<String> tasks = columns.labels(Trait.TASK);
        Codes<String> agents = columns.labels(Trait.AGENT);
        var scopes = new ArrayList<Rows>();
        int[][] ofTasks = grouped(ordered(columns), tasks);
        for (int task = 0; task < ofTasks.length; task++) {
            int[] ofTask = ofTasks[task];
            if (ofTask.length < least) {
                continue;
            }
            String name = tasks.values().get(task);
            scopes.add(new Rows(new Scope(name, ""), new Order(ofTask)));
            int[][] ofAgents = grouped(ofTask, agents);
            for (int agent = 0; agent < ofAgents.length; agent++) {
                String who = agents.values().get(agent);
                if (ofAgents[agent].length >= least && ofAgents[agent].length < ofTask.length && !who.isEmpty()) {
                    scopes.add(new Rows(new Scope(name, who), new Order(ofAgents[agent])));
                }
            }
        }
        return scopes;
    }

    /** All rows; those of the same moment, which may be a few nanoseconds wide where the span is centuries, by their number. */
    private static int[] ordered(Columns columns) {
        Numbers started = columns.numbers(Quantity.STARTED_US);
        int n = columns.size();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int row = 0; row < n; row++) {
            first = Math.min(first, started.whole(row));
            last = Math.max(last, started.whole(row));
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(n);
        int coarse = Math.max(0, bits - Long.numberOfLeadingZeros(Math.max(1, last - first)) + 1);
        var keys = new long[n];
        for (int row = 0; row < n; row++) {
            keys[row] = (((started.whole(row) - first) >>> coarse) << bits) | row;
        }
        Arrays.sort(keys);
        var rows = new int[n];
        for (int i = 0; i < n; i++) {
            rows[i] = (int) (keys[i] & ((1L << bits) - 1));
        }
        return rows;
    }

    private static int[][] grouped(int[] rows, Codes<?> codes) {
        var counts = new int[codes.values().size()];
        for (int row : rows) {
            int code = codes.code(row);
            if (code != Codes.NONE) {
                counts[code]++;
            }
        }
        var groups = new int[counts.length][];
        for (int code = 0; code < counts.length; code++) {
            groups[code] = new int[counts[code]];
            counts[code] = 0;
        }
        for (int row : rows) {
            int code = codes.code(row);
            if (code != Codes.NONE) {
                groups[code][counts[code]++] = row;
            }
        }
        return groups;
    }
}

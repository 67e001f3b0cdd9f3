package dev.afterwise.learn.anomaly;

import dev.afterwise.learn.anomaly.Oddity.Group;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Executions that are alike: of one task and one agent, as far as there are enough of them; the others together. Immutable.
 */
final class Likes {
    private static final int ENOUGH = 200;
    private static final double FEW = 2;
    private static final double MANY = 20;

    /** Fewer have no usual. */
    private static final int LEAST = 10;

    private final Group group;
    private final int[] rows;

    /** Which of several groups each of them is of, from 0. */
    private final int[] parts;

    private Likes(Group group, int[] rows, int[] parts) {
        this.group = group;
        this.rows = rows;
        this.parts = parts;
    }

    /** Rows as they come. */
    private static final class Gathered {
        private int[] rows = new int[16];
        private int size;

        void add(int row) {
            rows = size == rows.length ? Arrays.copyOf(rows, 2 * size) : rows;
            rows[size++] = row;
        }
    }

    /** @param counts which executions are looked at */
    static List<Likes> of(Columns columns, IntPredicate counts) {
        Codes<String> tasks = columns.labels(Trait.TASK);
        Codes<String> agents = columns.labels(Trait.AGENT);
        int width = agents.values().size() + 1;
        Map<Long, Gathered> groups = new HashMap<>();
        for (int row = 0; row < columns.size(); row++) {
            if (counts.test(row)) {
                long key = (tasks.code(row) + 1L) * width + agents.code(row) + 1;
                groups.computeIfAbsent(key, ignored -> new Gathered()).add(row);
            }
        }
        var likes = new ArrayList<Likes>();
        var others = new Gathered();
        var parts = new Gathered();
        int part = 0;
        for (Gathered each : groups.values()) {
            if (each.size >= ENOUGH) {
                int[] rows = Arrays.copyOf(each.rows, each.size);
                likes.add(new Likes(new Group(tasks.at(rows[0]), agents.at(rows[0])), rows, new int[rows.length]));
            } else if (each.size >= LEAST) {
                for (int i = 0; i < each.size; i++) {
                    others.add(each.rows[i]);
                    parts.add(part);
                }
                part++;
            }
        }
        if (others.size > 0) {
            likes.add(new Likes(
                    Group.ALL, Arrays.copyOf(others.rows, others.size), Arrays.copyOf(parts.rows, parts.size)));
        }
        return likes;
    }

    /** Whose they are. */
    Group group() {
        return group;
    }

    int size() {
        return rows.length;
    }

    int row(int index) {
        return rows[index];
    }

    /** Each number less what is usual in its part, and at that time: so that what is left can be compared. */
    double[] without(Calendar calendar, double... numbers) {
        double[] left = numbers.clone();
        var times = new int[rows.length];
        var hours = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            times[i] = calendar.time(calendar.hour(rows[i]));
            hours[i] = times[i] % Calendar.HOURS;
        }
        subtractMedians(left, parts[rows.length - 1] + 1, 0, parts);
        subtractMedians(left, Calendar.HOURS, FEW, hours);
        subtractMedians(left, Calendar.TIMES, MANY, times);
        return left;
    }

    /** @param half a class of which so many are known is adjusted by half of its median */
    private static void subtractMedians(double[] numbers, int classes, double half, int[] classOf) {
        var sizes = new int[classes];
        for (int its : classOf) {
            sizes[its]++;
        }
        var members = new double[classes][];
        for (int i = 0; i < classes; i++) {
            members[i] = new double[sizes[i]];
        }
        for (int i = 0; i < numbers.length; i++) {
            int its = classOf[i];
            members[its][--sizes[its]] = numbers[i];
        }
        var usual = new double[classes];
        for (int i = 0; i < classes; i++) {
            int size = members[i].length;
            usual[i] = size == 0 ? 0 : Past.median(members[i]) * size / (size + half);
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] -= usual[classOf[i]];
        }
    }
}

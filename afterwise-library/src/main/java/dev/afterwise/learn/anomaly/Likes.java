package dev.afterwise.learn.anomaly;

import dev.afterwise.learn.anomaly.Oddity.Group;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Executions that are alike: of one task and one agent, as far as there are enough of them; the others together.
 *
 * @param group whose they are
 * @param rows the executions
 * @param parts which of several groups each of them is of, from 0
 */
record Likes(Group group, List<Integer> rows, List<Integer> parts) {
    private static final int ENOUGH = 200;

    private static final double FEW = 2;
    private static final double MANY = 20;

    /** Fewer have no usual. */
    private static final int LEAST = 10;

    /** @param counts which executions are looked at */
    static List<Likes> of(Columns columns, IntPredicate counts) {
        Codes<String> tasks = columns.labels(Trait.TASK);
        Codes<String> agents = columns.labels(Trait.AGENT);
        Map<Long, List<Integer>> groups = new HashMap<>();
        for (int row = 0; row < columns.size(); row++) {
            if (counts.test(row)) {
                long key = tasks.code(row) * (1L << 32) + agents.code(row) + 1;
                groups.computeIfAbsent(key, ignored -> new ArrayList<>()).add(row);
            }
        }
        var likes = new ArrayList<Likes>();
        var others = new Likes(Group.ALL, new ArrayList<>(), new ArrayList<>());
        for (List<Integer> rows : groups.values()) {
            int some = rows.getFirst();
            if (rows.size() >= ENOUGH) {
                likes.add(new Likes(new Group(tasks.at(some), agents.at(some)), rows, List.of()));
            } else if (rows.size() >= LEAST) {
                int part = others.parts.isEmpty() ? 0 : others.parts.getLast() + 1;
                rows.forEach(row -> {
                    others.rows.add(row);
                    others.parts.add(part);
                });
            }
        }
        if (!others.rows.isEmpty()) {
            likes.add(others);
        }
        return likes;
    }

    /** Each number less what is usual in its part, and at that time: so that what is left can be compared. */
    double[] without(Calendar calendar, double... numbers) {
        double[] left = numbers.clone();
        int count = parts.isEmpty() ? 1 : parts.getLast() + 1;
        subtractMedians(left, count, 0, i -> parts.isEmpty() ? 0 : parts.get(i));
        subtractMedians(left, Calendar.HOURS, FEW, i -> time(calendar, i) % Calendar.HOURS);
        subtractMedians(left, Calendar.TIMES, MANY, i -> time(calendar, i));
        return left;
    }

    private int time(Calendar calendar, int index) {
        return calendar.time(calendar.hour(rows.get(index)));
    }

    /** @param half a class of which so many are known is adjusted by half of its median */
    private static void subtractMedians(double[] numbers, int classes, double half, IntUnaryOperator classOf) {
        var sizes = new int[classes];
        for (int i = 0; i < numbers.length; i++) {
            sizes[classOf.applyAsInt(i)]++;
        }
        var members = new double[classes][];
        for (int i = 0; i < classes; i++) {
            members[i] = new double[sizes[i]];
        }
        for (int i = 0; i < numbers.length; i++) {
            int its = classOf.applyAsInt(i);
            members[its][--sizes[its]] = numbers[i];
        }
        var usual = new double[classes];
        for (int i = 0; i < classes; i++) {
            int size = members[i].length;
            usual[i] = size == 0 ? 0 : Past.median(members[i]) * size / (size + half);
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] -= usual[classOf.applyAsInt(i)];
        }
    }
}

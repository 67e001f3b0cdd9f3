package dev.afterwise.learn.anomaly;

import dev.afterwise.Status;
import dev.afterwise.learn.anomaly.Oddity.Size;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Executions that took or cost far more than others of the same task and agent at the same time of the day. */
final class OddExecutions {
    /** What is less than three times as much as usual is no oddity, however regular the others are. */
    private static final double LEAST_LOG = Math.log(3);

    private OddExecutions() {}

    /** Candidates, one for each test: not corrected for how many there are. */
    static List<Oddity> in(Columns columns, Calendar calendar) {
        var all = new ArrayList<Oddity>();
        add(columns, calendar, Quantity.TOOK_US, OddKind.SLOW, all);
        add(columns, calendar, Quantity.COST_MICROS, OddKind.DEAR, all);
        return all;
    }

    /** Whether it is known to have succeeded, or to have failed. */
    static IntPredicate ended(Columns columns) {
        Codes<String> statuses = columns.labels(Trait.STATUS);
        int succeeded = statuses.values().indexOf(Status.SUCCEEDED.word());
        int failed = statuses.values().indexOf(Status.FAILED.word());
        return row -> {
            int status = statuses.code(row);
            return status != Codes.NONE && (status == succeeded || status == failed);
        };
    }

    private static void add(Columns columns, Calendar calendar, Quantity quantity, OddKind kind, List<Oddity> to) {
        Numbers numbers = columns.numbers(quantity);
        IntPredicate ended = ended(columns);
        for (Likes likes :
                Likes.of(columns, row -> ended.test(row) && numbers.has(row) && numbers.whole(row) > 0)) {
            if (likes.rows().size() >= Outliers.LEAST) {
                to.add(oddity(likes, calendar, numbers, kind));
            }
        }
    }

    private static Oddity oddity(Likes likes, Calendar calendar, Numbers numbers, OddKind kind) {
        double[] logs = likes.rows().stream()
                .mapToDouble(row -> Math.log((double) numbers.whole(row)))
                .toArray();
        double[] left = likes.without(calendar, logs);
        Outliers outliers = Outliers.above(left);
        int[] order = IntStream.range(0, left.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -left[i]))
                .mapToInt(i -> i)
                .toArray();
        int least = least(left, order, outliers.count());
        boolean isFar = outliers.count() > 0 && left[order[least]] >= LEAST_LOG;
        List<Integer> rows = IntStream.rangeClosed(0, least)
                .limit(Oddity.MOST_ROWS)
                .mapToObj(i -> likes.rows().get(order[i]))
                .toList();
        double value = Math.exp(logs[order[least]]);
        return new Oddity(
                kind,
                likes.group(),
                null,
                new Size(
                        least + 1,
                        left.length - least - 1L,
                        value,
                        value / Math.exp(left[order[least]]),
                        kind == OddKind.SLOW ? .5 : 0),
                isFar ? outliers.pValue() : 1,
                rows);
    }

    /** The place of the last of so many different numbers, the greatest first. */
    private static int least(double[] numbers, int[] order, int count) {
        int place = 0;
        for (int found = 1; place + 1 < order.length; place++) {
            found += numbers[order[place + 1]] < numbers[order[place]] ? 1 : 0;
            if (found > count) {
                break;
            }
        }
        return place;
    }
}

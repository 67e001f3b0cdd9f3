package dev.afterwise.learn.anomaly;

import dev.afterwise.Status;
import dev.afterwise.learn.anomaly.Oddity.Size;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.Arrays;
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
        for (Likes likes : Likes.of(columns, row -> ended.test(row) && numbers.has(row) && numbers.whole(row) > 0)) {
            if (likes.size() >= Outliers.LEAST) {
                to.add(oddity(likes, calendar, numbers, kind));
            }
        }
    }

    private static Oddity oddity(Likes likes, Calendar calendar, Numbers numbers, OddKind kind) {
        double[] logs = new double[likes.size()];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log((double) numbers.whole(likes.row(i)));
        }
        double[] left = likes.without(calendar, logs);
        Outliers outliers = Outliers.above(left);
        int[] odd = IntStream.range(0, left.length)
                .filter(i -> left[i] >= outliers.least())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -left[i]))
                .mapToInt(i -> i)
                .toArray();
        int last = odd.length == 0 ? 0 : odd[odd.length - 1];
        double value = Math.exp(logs[last]);
        return new Oddity(
                kind,
                likes.group(),
                null,
                new Size(
                        odd.length,
                        (long) left.length - odd.length,
                        value,
                        value / Math.exp(left[last]),
                        kind == OddKind.SLOW ? .5 : 0),
                odd.length > 0 && left[last] >= LEAST_LOG ? outliers.pValue() : 1,
                Arrays.stream(odd)
                        .limit(Oddity.MOST_ROWS)
                        .map(likes::row)
                        .boxed()
                        .toList());
    }
}

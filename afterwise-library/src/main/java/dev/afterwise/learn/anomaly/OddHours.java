package dev.afterwise.learn.anomaly;

import dev.afterwise.Status;
import dev.afterwise.learn.anomaly.Oddity.Group;
import dev.afterwise.learn.anomaly.Oddity.Size;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * Hours in which much more failed, all was much slower, or much more began than usually at that time of the day.
 *
 * <p>Each hour has a number: the logarithm of how probable it would be if executions had nothing to do with each other. Since they
 * have, these numbers are no probabilities, but hours can be ranked by them, and those that stand apart from all other hours are
 * {@link Outliers}: where outages are frequent, one more isn't odd.
 */
final class OddHours {
    private static final double LEAST_MORE_FAILURES = .2;
    private static final double LEAST_TIMES_SLOWER = 1.5;
    private static final double LEAST_TIMES_BUSIER = 2;
    private static final int LEAST_IN_HOUR = 3;

    /** Times of the day are drawn towards the whole as if so many more were known of each, all as usual. */
    private static final double HALF = 20;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double TINY = 1e-300;

    private final Columns columns;
    private final Calendar calendar;
    private final int[] counts;
    private final double[] oddness;
    private final double[] sizes;
    private final double[] usual;
    private final double[] more;

    private OddHours(Columns columns, Calendar calendar) {
        this.columns = columns;
        this.calendar = calendar;
        this.counts = new int[calendar.hours()];
        this.oddness = new double[calendar.hours()];
        this.sizes = new double[calendar.hours()];
        this.usual = new double[calendar.hours()];
        this.more = new double[calendar.hours()];
    }

    /** Candidates, not corrected for how many tests there are: those of one test have the same p-value. */
    static List<List<Oddity>> in(Columns columns, Calendar calendar) {
        return List.of(failing(columns, calendar), slow(columns, calendar), busy(columns, calendar));
    }

    private static List<Oddity> failing(Columns columns, Calendar calendar) {
        var hours = new OddHours(columns, calendar);
        IntPredicate ended = OddExecutions.ended(columns);
        Codes<String> statuses = columns.labels(Trait.STATUS);
        int failed = statuses.values().indexOf(Status.FAILED.word());
        var failures = new double[calendar.hours()];
        for (int row = 0; row < columns.size(); row++) {
            if (ended.test(row)) {
                hours.counts[calendar.hour(row)]++;
                failures[calendar.hour(row)] += statuses.code(row) == failed ? 1 : 0;
            }
        }
        double[] rates = hours.byTime(failures);
        for (int hour = 0; hour < calendar.hours(); hour++) {
            int count = hours.counts[hour];
            if (count > 0) {
                double rate = Math.clamp(rates[calendar.time(hour)], 1e-9, 1 - 1e-9);
                var distribution = BinomialDistribution.of(count, rate);
                int some = (int) failures[hour];
                hours.oddness[hour] =
                        digits(hour, distribution.survivalProbability(some), distribution.probability(some));
                hours.sizes[hour] = failures[hour] / count;
                hours.usual[hour] = rate;
            }
        }
        return hours.oddities(
                OddKind.FAILING_HOUR, row -> ended.test(row) && statuses.code(row) == failed, LEAST_MORE_FAILURES, 1);
    }

    private static List<Oddity> slow(Columns columns, Calendar calendar) {
        var hours = new OddHours(columns, calendar);
        IntPredicate ended = OddExecutions.ended(columns);
        Numbers took = columns.numbers(Quantity.TOOK_US);
        var scores = new double[calendar.hours()];
        var logs = new double[calendar.hours()];
        var normal = NormalDistribution.of(0, 1);
        for (Likes likes : Likes.of(columns, row -> ended.test(row) && took.has(row) && took.whole(row) > 0)) {
            var durations = new double[likes.size()];
            for (int i = 0; i < durations.length; i++) {
                durations[i] = Math.log((double) took.whole(likes.row(i)));
            }
            double[] left = likes.without(calendar, durations);
            double[] shares = shares(left);
            for (int i = 0; i < left.length; i++) {
                int hour = calendar.hour(likes.row(i));
                hours.counts[hour]++;
                hours.more[hour] += shares[i] - .5;
                logs[hour] += left[i];
                scores[hour] += normalScore(shares[i]);
            }
        }
        double[] means = hours.byTime(scores);
        double[] usualLogs = hours.byTime(logs);
        for (int hour = 0; hour < calendar.hours(); hour++) {
            int count = hours.counts[hour];
            if (count > 0) {
                int time = calendar.time(hour);
                double z = (scores[hour] - count * means[time]) / Math.sqrt(count);
                hours.oddness[hour] = -Math.log(Math.max(TINY, normal.survivalProbability(z)));
                hours.sizes[hour] = Math.exp(logs[hour] / count - usualLogs[time]);
                hours.usual[hour] = 1;
                hours.more[hour] /= count;
            }
        }
        return hours
                .oddities(OddKind.SLOW_HOUR, row -> ended.test(row) && took.has(row), 0, LEAST_TIMES_SLOWER)
                .stream()
                .map(each -> each.timed(took))
                .toList();
    }

    /** What share is less, from 0 to 1, both excluded. */
    private static double[] shares(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        var shares = new double[numbers.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (Math.abs(Arrays.binarySearch(sorted, numbers[i])) + .5) / (numbers.length + 1);
        }
        return shares;
    }

    /** The standard normal quantile, within .0005 (Abramowitz and Stegun, "Handbook of mathematical functions", 26.2.23). */
    private static double normalScore(double share) {
        double tail = Math.sqrt(-2 * Math.log(Math.min(share, 1 - share)));
        double score = tail
                - (2.515517 + tail * (.802853 + tail * .010328))
                        / (1 + tail * (1.432788 + tail * (.189269 + tail * .001308)));
        return share < .5 ? -score : score;
    }

    private static List<Oddity> busy(Columns columns, Calendar calendar) {
        var hours = new OddHours(columns, calendar);
        var began = new double[calendar.hours()];
        for (int row = 0; row < columns.size(); row++) {
            began[calendar.hour(row)]++;
        }
        Arrays.fill(hours.counts, 1);
        double[] rates = hours.byTime(began);
        for (int hour = 0; hour < calendar.hours(); hour++) {
            double rate = Math.max(1e-9, rates[calendar.time(hour)]);
            var distribution = PoissonDistribution.of(rate);
            int some = (int) began[hour];
            hours.counts[hour] = some;
            hours.oddness[hour] = digits(hour, distribution.survivalProbability(some), distribution.probability(some));
            hours.sizes[hour] = began[hour];
            hours.usual[hour] = rate;
        }
        return hours.oddities(OddKind.BUSY_HOUR, row -> true, 0, LEAST_TIMES_BUSIER);
    }

    /**
     * How improbable it is to be as great. A part of what is just as great is counted, another for each hour: so that numbers of
     * hours of which little is known don't lie on a lattice, and are exponential where executions are independent.
     */
    private static double digits(int hour, double greater, double same) {
        double part = (hour + 1) * GOLDEN % 1;
        return -Math.log(Math.max(TINY, greater + part * same));
    }

    /** The mean at each time of the day, drawn towards the mean of all. */
    private double[] byTime(double[] sums) {
        double all = 0;
        double count = 0;
        var sum = new double[Calendar.TIMES];
        var known = new double[Calendar.TIMES];
        for (int hour = 0; hour < sums.length; hour++) {
            all += sums[hour];
            count += counts[hour];
            sum[calendar.time(hour)] += sums[hour];
            known[calendar.time(hour)] += counts[hour];
        }
        double mean = count == 0 ? 0 : all / count;
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (sum[i] + HALF * mean) / (known[i] + HALF);
        }
        return sum;
    }

    private List<Oddity> oddities(OddKind kind, IntPredicate isEvidence, double more, double times) {
        int[] looked = IntStream.range(0, counts.length)
                .filter(hour -> counts[hour] > 0)
                .toArray();
        Outliers outliers = Outliers.above(
                Arrays.stream(looked).mapToDouble(hour -> oddness[hour]).toArray());
        List<Oddity> found = new ArrayList<>();
        for (int hour : looked) {
            boolean isFar = sizes[hour] >= usual[hour] + more && sizes[hour] >= usual[hour] * times;
            if (oddness[hour] >= outliers.least() && isFar && counts[hour] >= LEAST_IN_HOUR) {
                found.add(new Oddity(
                        kind,
                        Group.ALL,
                        calendar.start(hour),
                        size(hour),
                        outliers.pValue(),
                        rows(hour, isEvidence).limit(Oddity.MOST_ROWS).boxed().toList()));
            }
        }
        return found;
    }

    private Size size(int hour) {
        long others = Arrays.stream(counts).asLongStream().sum() - counts[hour];
        return new Size(counts[hour], others, sizes[hour], usual[hour], more[hour]);
    }

    private IntStream rows(int hour, IntPredicate isEvidence) {
        return IntStream.range(0, columns.size()).filter(row -> calendar.hour(row) == hour && isEvidence.test(row));
    }
}

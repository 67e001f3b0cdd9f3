package dev.afterwise.benchmarks;

import dev.afterwise.Distribution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Outcomes;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.learn.Contrast;
import dev.afterwise.learn.Contrast.Group;
import dev.afterwise.learn.Reading;
import dev.afterwise.learn.Repeats;
import dev.afterwise.learn.Rows;
import dev.afterwise.learn.Trends;
import dev.afterwise.learn.stats.ConfidenceSequence;
import dev.afterwise.learn.stats.HourOfWeek;
import dev.afterwise.learn.stats.Ranks;
import dev.afterwise.learn.stats.Robust;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Scan;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.segment.Trait;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Period;
import dev.afterwise.store.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What it takes to say in numbers how a million executions went: every statistic there is, each over all of them. */
final class LearnStats implements Benchmark {
    private static final int EXECUTIONS = 1_000_000;
    private static final int SEGMENT = 4_096;
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration LENGTH = Duration.ofDays(90);
    private static final Failure FAILURE = Failure.of(
            FailureClass.TIMEOUT, Severity.MEDIUM, Transience.TRANSIENT, "TimeoutException", "no answer after 30 s");

    @Override
    public String name() {
        return "learn.stats";
    }

    @Override
    public String compares() {
        return "CPU seconds of every statistic over 1,000,000 executions";
    }

    @Override
    public Target target() {
        return Target.atMost(1);
    }

    @Override
    public int usualRounds() {
        return 9;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        Columns columns = columns();
        Map<String, Runnable> statistics = statistics(columns);
        var spent = new LinkedHashMap<String, List<Spent>>();
        List<Spent> sums = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Spent sum = Spent.NOTHING;
            for (var each : statistics.entrySet()) {
                Spent one = Meter.PROCESS.of(each.getValue()::run);
                spent.computeIfAbsent(each.getKey(), name -> new ArrayList<>()).add(one);
                sum = sum.plus(one);
            }
            sums.add(sum);
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("statistic, median (least to greatest)", "CPU ms", "by the clock"));
        spent.put("all", sums);
        spent.forEach((name, each) -> rows.add(List.of(
                name,
                Samples.of(each, Spent::cpuNanos).text(1e6),
                Samples.of(each, Spent::wallNanos).text(1e6))));
        report.table(rows);
        return Samples.of(sums, Spent::cpuNanos).median() / 1e9;
    }

    private static Map<String, Runnable> statistics(Columns columns) {
        BitSet all = Rows.of(columns, Filter.ALL);
        var statistics = new LinkedHashMap<String, Runnable>();
        statistics.put("rates and quantiles by task, agent, model and route", () -> {
            List<Codes<String>> by = Stream.of(Trait.TASK, Trait.AGENT, Trait.MODEL, Trait.ROUTE)
                    .map(columns::labels)
                    .toList();
            Reading.by(columns, all, by).stream().flatMap(List::stream).forEach(reading -> {
                reading.success();
                reading.quantile(.5);
                reading.quantile(.95);
                ConfidenceSequence.rate(reading.decided());
            });
        });
        statistics.put("which were reported more than once", () -> Repeats.without(columns, all));
        statistics.put("half the time against the other", () -> halves(columns));
        statistics.put("an agent against all others", () -> agents(columns, all));
        statistics.put("trends by day", () -> Trends.of(series(columns), Period.DAY));
        double[] took = numbers(columns, Quantity.TOOK_US);
        statistics.put("median and scale", () -> {
            Robust.median(took);
            Robust.qn(took);
        });
        statistics.put("what is usual by hour of the week", () -> usual(columns, took));
        double[] complexity = numbers(columns, Quantity.COMPLEXITY);
        statistics.put("complexity against duration by ranks", () -> Ranks.spearman(complexity, took));
        return statistics;
    }

    private static void halves(Columns columns) {
        Instant middle = START.plus(LENGTH.dividedBy(2));
        BitSet before = Rows.of(columns, Filter.ALL.with(new Window(null, middle)));
        BitSet after = Rows.of(columns, Filter.ALL.with(new Window(middle, null)));
        Contrast.against(columns, List.of(new Group("after", after)), new Group("before", before));
    }

    private static void agents(Columns columns, BitSet all) {
        Codes<String> agents = columns.labels(Trait.AGENT);
        BitSet one = agents.rows(0);
        BitSet others = (BitSet) all.clone();
        others.andNot(one);
        Contrast.against(columns, List.of(new Group("one", one)), new Group("others", others));
    }

    private static double[] numbers(Columns columns, Quantity quantity) {
        Numbers numbers = columns.numbers(quantity);
        return IntStream.range(0, columns.size()).mapToDouble(numbers::at).toArray();
    }

    private static void usual(Columns columns, double[] took) {
        Numbers started = columns.numbers(Quantity.STARTED_US);
        var usual = new HourOfWeek(ZoneOffset.UTC);
        for (int row = 0; row < took.length; row++) {
            usual.add(Instant.ofEpochSecond(0, 1_000 * started.whole(row)), Math.log(took[row]));
        }
        usual.scale();
    }

    /** By day, as the cubes of a store have it at once. */
    private static List<Bucket> series(Columns columns) {
        Numbers started = columns.numbers(Quantity.STARTED_US);
        Numbers took = columns.numbers(Quantity.TOOK_US);
        Codes<String> status = columns.labels(Trait.STATUS);
        int succeeded = status.values().indexOf(Status.SUCCEEDED.word());
        int days = (int) LENGTH.toDays() + 1;
        int[][] ends = new int[days][2];
        List<Distribution.Builder> durations = new ArrayList<>();
        for (int i = 0; i < days; i++) {
            durations.add(new Distribution.Builder());
        }
        long first = 1_000_000 * START.getEpochSecond();
        long length = 1_000_000 * Period.DAY.length().toSeconds();
        for (int row = 0; row < columns.size(); row++) {
            int day = (int) ((started.whole(row) - first) / length);
            ends[day][status.code(row) == succeeded ? 1 : 0]++;
            durations.get(day).add(Duration.ofNanos(1_000 * took.whole(row)));
        }
        return IntStream.range(0, days)
                .filter(day -> ends[day][0] + ends[day][1] > 0)
                .mapToObj(day -> new Bucket(
                        START.plus(Duration.ofDays(day)),
                        new Summary(
                                Subject.EVERYTHING,
                                new Outcomes(ends[day][1], ends[day][0], 0, 0, 0, 0),
                                Map.of(),
                                new TreeMap<>(),
                                durations.get(day).build(),
                                Usage.NONE)))
                .toList();
    }

    private static Columns columns() {
        var random = new SplittableRandom(11);
        var scan = new Scan.Builder();
        var builder = new SegmentBuilder();
        for (int i = 0; i < EXECUTIONS; i++) {
            builder.add(entry(i, random));
            if (builder.size() == SEGMENT || i == EXECUTIONS - 1) {
                scan.add(builder.build(), IntStream.range(0, builder.size()).toArray());
                builder = new SegmentBuilder();
            }
        }
        return scan.build();
    }

    private static Entry entry(int i, RandomGenerator random) {
        Instant at = START.plusMillis((long) ((i + random.nextDouble()) * LENGTH.toMillis() / EXECUTIONS));
        Profile profile = Profile.of("task-" + skewed(48, random))
                .withAgent("agent-" + skewed(12, random))
                .withModel("model-" + random.nextInt(5))
                .withRoute("route-" + random.nextInt(6))
                .withComplexity(random.nextInt(100) / 10.0);
        var took = Duration.ofNanos((long) (1e9 * Math.exp(random.nextGaussian())));
        Outcome outcome = random.nextInt(9) == 0 ? new Outcome.Failed(took, FAILURE) : new Outcome.Succeeded(took);
        var usage = new Usage(
                200 + random.nextInt(4_000), 50 + random.nextInt(600), 0, new Money(random.nextInt(40_000)), 1);
        return new Entry(
                i + 1L,
                new Headline(ExecutionId.at(at, random), profile, "", at, outcome, usage, new TreeMap<>()),
                null);
    }

    private static int skewed(int bound, RandomGenerator random) {
        return (int) (bound * Math.pow(random.nextDouble(), 2.5));
    }
}

package dev.afterwise.benchmarks;

import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.learn.anomaly.Suspects;
import dev.afterwise.learn.patterns.Found;
import dev.afterwise.learn.patterns.Patterns;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.Scan;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.segment.StepNames;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What it takes to look for all patterns in a million executions with eight attributes besides task, agent, model and route: six texts
 * of 3 to 1,000 values and two numbers; a few of them have effects. There are many thousands of different sequences of steps. The columns
 * are as a store has them, in segments.
 */
final class LearnPatterns implements Benchmark {
    private static final int LARGE = 1_000_000;
    private static final int SMALL = 100_000;
    private static final int SEGMENT = 4_096;
    private static final double LIMIT_SECONDS = 10;
    private static final double LIMIT_BYTES = 1 << 30;
    /** How much dearer ten times the history may be. */
    private static final double LINEAR = 12;

    private static final int[] VALUES = {3, 5, 10, 40, 200, 1_000};
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration LENGTH = Duration.ofDays(90);
    private static final Failure FAILURE = Failure.of(
            FailureClass.UNKNOWN,
            Severity.MEDIUM,
            Transience.PERMANENT,
            "IllegalStateException",
            "The basket is empty");

    @Override
    public String name() {
        return "learn.patterns";
    }

    @Override
    public String compares() {
        return "CPU seconds to look for all patterns in 1,000,000 executions with 8 attributes; in 1 GB, and linear";
    }

    @Override
    public Target target() {
        return Target.atMost(LIMIT_SECONDS);
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "executions", "CPU s", "by the clock", "live columns MB", "peak heap MB", "looked at", "patterns"));
        double small = measure(SMALL, rounds, rows)[0];
        double[] large = measure(LARGE, rounds, rows);
        report.table(rows);
        boolean holds = large[1] <= LIMIT_BYTES && large[0] <= LINEAR * small;
        report.line("Ten times the executions take %s times the CPU: at most %s is linear."
                .formatted(Figures.plain(large[0] / small), Figures.plain(LINEAR)));
        return holds ? large[0] : Math.max(large[0], LIMIT_SECONDS + 1);
    }

    /** CPU seconds and the most bytes there were. */
    private static double[] measure(int executions, int rounds, List<List<String>> rows) throws Exception {
        Columns columns = columns(executions);
        System.gc();
        double live = used();
        List<Spent> spent = new ArrayList<>();
        var found = new Found[1];
        double peak = 0;
        for (int round = 0; round < rounds; round++) {
            resetPeak();
            spent.add(Meter.PROCESS.of(
                    () -> found[0] = Patterns.in(columns, ZoneOffset.UTC, Suspects.in(columns, ZoneOffset.UTC))));
            peak = Math.max(peak, peak());
        }
        double cpu = Samples.of(spent, Spent::cpuNanos).median() / 1e9;
        rows.add(List.of(
                Figures.whole(executions),
                Figures.plain(cpu),
                Figures.plain(Samples.of(spent, Spent::wallNanos).median() / 1e9),
                Figures.plain(live / 1e6),
                Figures.plain(peak / 1e6),
                Figures.whole(found[0].looked()),
                Figures.whole(found[0].patterns().size())));
        return new double[] {cpu, peak};
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(each -> each.getType() == MemoryType.HEAP)
                .toList();
    }

    private static void resetPeak() {
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static double peak() {
        return heap().stream()
                .mapToDouble(each -> each.getPeakUsage().getUsed())
                .sum();
    }

    private static double used() {
        return heap().stream().mapToDouble(each -> each.getUsage().getUsed()).sum();
    }

    private static Columns columns(int executions) {
        var random = new SplittableRandom(11);
        var scan = new Scan.Builder();
        var builder = new SegmentBuilder();
        for (int i = 0; i < executions; i++) {
            builder.add(entry(i, executions, random));
            if (builder.size() == SEGMENT || i == executions - 1) {
                scan.add(builder.build(), IntStream.range(0, builder.size()).toArray());
                builder = new SegmentBuilder();
            }
        }
        return scan.build();
    }

    private static Entry entry(int i, int executions, RandomGenerator random) {
        Instant at = START.plusMillis((long) ((i + random.nextDouble()) * LENGTH.toMillis() / executions));
        Profile profile = Profile.of("task-" + skewed(40, random))
                .withAgent("agent-" + skewed(12, random))
                .withModel("model-" + random.nextInt(5))
                .withRoute("route-" + random.nextInt(3));
        int[] values = new int[VALUES.length];
        for (int a = 0; a < VALUES.length; a++) {
            values[a] = skewed(VALUES[a], random);
            profile = profile.with("attribute-" + a, "value-" + values[a]);
        }
        double size = Math.exp(random.nextGaussian());
        double load = 10 * random.nextDouble();
        profile = profile.with("size", size).with("load", load);
        double rate =
                .85 - (load > 7 ? .2 : 0) - (values[2] == 1 ? .1 : 0) - (values[3] == 0 && values[1] == 2 ? .15 : 0);
        var took = Duration.ofNanos((long) (1e9 * Math.exp(.5 * random.nextGaussian()) * Math.sqrt(size)));
        boolean isSuccess = random.nextDouble() < rate;
        var headline = new Headline(
                ExecutionId.at(at, random),
                profile,
                "",
                at,
                isSuccess ? new Outcome.Succeeded(took) : new Outcome.Failed(took, FAILURE),
                Usage.NONE,
                new TreeMap<>());
        return new Entry(i + 1L, headline, new StepNames(steps(random), List.of()));
    }

    private static List<String> steps(RandomGenerator random) {
        return IntStream.range(0, 3 + random.nextInt(4))
                .mapToObj(i -> "step-" + skewed(8, random))
                .toList();
    }

    private static int skewed(int bound, RandomGenerator random) {
        return (int) (bound * Math.pow(random.nextDouble(), 1.5));
    }
}

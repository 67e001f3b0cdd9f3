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
import dev.afterwise.learn.change.Aspect;
import dev.afterwise.learn.change.Degradations;
import dev.afterwise.learn.change.Shift;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.SegmentBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Durations that become 40 % longer from some execution on: how often that is seen and how well dated, against a test that knows when. */
final class LearnChange implements Benchmark {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int EXECUTIONS = 10_000;
    private static final double NEAR = .02;
    private static final double RISE = Math.log(1.4);
    private static final double SPREAD = .5;
    private static final double Z = 1.959963984540054;

    @Override
    public String name() {
        return "learn.change";
    }

    @Override
    public String compares() {
        return "how often a test of p95 that knows the place finds a rise by 40 %, less how often degradations do and date it within 2 %, in points";
    }

    @Override
    public Target target() {
        return Target.atMost(3);
    }

    @Override
    public int usualRounds() {
        return 200;
    }

    @Override
    public double measure(Report report, int rounds) {
        int known = 0;
        int found = 0;
        int dated = 0;
        int named = 0;
        double[] off = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            var random = new SplittableRandom(round);
            int place = EXECUTIONS / 5 + random.nextInt(EXECUTIONS * 3 / 5);
            Columns columns = columns(place, random);
            known += knows(columns, place) ? 1 : 0;
            List<Shift> shifts = Degradations.of(columns, ZoneOffset.UTC).worse().stream()
                    .filter(each -> each.effect().aspect() == Aspect.DURATION)
                    .toList();
            off[round] = shifts.stream()
                    .mapToDouble(each -> Math.abs(place - minutes(each.when().at())) / EXECUTIONS)
                    .min()
                    .orElse(1);
            found += shifts.isEmpty() ? 0 : 1;
            dated += off[round] <= NEAR ? 1 : 0;
            named += shifts.stream()
                            .flatMap(each -> each.companions().stream())
                            .anyMatch(each -> each.attribute().equals("version"))
                    ? 1
                    : 0;
        }
        Arrays.sort(off);
        report.line(
                "of %d: a test that knows the place %d, found %d, dated within 2 %% %d, with the version that came then %d; off by %.2f %% (median), %.2f %% (most)"
                        .formatted(rounds, known, found, dated, named, 100 * off[rounds / 2], 100 * off[rounds - 1]));
        return 100.0 * (known - dated) / rounds;
    }

    private static double minutes(Instant at) {
        return Duration.between(START, at).toSeconds() / 60.0;
    }

    private static Columns columns(int place, RandomGenerator random) {
        var builder = new SegmentBuilder();
        for (int i = 0; i < EXECUTIONS; i++) {
            double log = (i < place ? 0 : RISE) + SPREAD * random.nextGaussian();
            Duration took = Duration.ofNanos(Math.round(1e9 * Math.exp(log)));
            Outcome outcome = random.nextInt(10) == 0
                    ? new Outcome.Failed(
                            took, Failure.of(FailureClass.UNKNOWN, Severity.LOW, Transience.PERMANENT, "x", "y"))
                    : new Outcome.Succeeded(took);
            Profile profile = Profile.of("build")
                    .withAgent("agent-" + random.nextInt(3))
                    .with("region", "region-" + random.nextInt(10))
                    .with("customer", "customer-" + random.nextInt(1_000))
                    .with("size", random.nextInt(1_000))
                    .with("version", i < place ? "1" : "2");
            Instant at = START.plus(Duration.ofMinutes(i));
            builder.add(new Entry(
                    i,
                    new Headline(ExecutionId.at(at, random), profile, "", at, outcome, Usage.NONE, new TreeMap<>()),
                    null));
        }
        return builder.build();
    }

    /** Whether the shares above the common 95th percentile differ (two-proportion z-test). */
    private static boolean knows(Columns columns, int place) {
        var took = columns.numbers(Quantity.TOOK_US);
        double[] sorted = new double[EXECUTIONS];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = took.at(i);
        }
        Arrays.sort(sorted);
        double edge = sorted[EXECUTIONS * 95 / 100];
        double before = 0;
        double after = 0;
        for (int i = 0; i < EXECUTIONS; i++) {
            before += i < place && took.at(i) > edge ? 1 : 0;
            after += i >= place && took.at(i) > edge ? 1 : 0;
        }
        double rest = EXECUTIONS - place;
        double share = (before + after) / EXECUTIONS;
        double error = Math.sqrt(share * (1 - share) * (1.0 / place + 1 / rest));
        return (after / rest - before / place) / error > Z;
    }
}

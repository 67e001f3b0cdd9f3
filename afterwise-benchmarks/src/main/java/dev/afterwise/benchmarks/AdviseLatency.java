package dev.afterwise.benchmarks;

import dev.afterwise.Dimension;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Preference;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.learn.predict.Past;
import dev.afterwise.learn.predict.Predictor;
import dev.afterwise.learn.recommend.Lessons;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What advice costs: to learn from a million executions, and to be asked afterwards, from memory. By CPU time. */
final class AdviseLatency implements Benchmark {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int EXECUTIONS = 1_000_000;
    private static final int ASKED = 2_000;
    private static final double MOST_MICROS = 50;
    private static final double MOST_SECONDS = 30;

    @Override
    public String name() {
        return "advise.latency";
    }

    @Override
    public String compares() {
        return "CPU time of a prediction or recommendation against 50 us, and of learning from 1,000,000 executions against 30 s: the larger ratio";
    }

    @Override
    public Target target() {
        return Target.atMost(1);
    }

    @Override
    public int usualRounds() {
        return 15;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        Columns columns = columns(new SplittableRandom(7));
        List<Predictor> learned = new ArrayList<>();
        double seconds = Meter.THREAD
                        .of(() -> learned.add(Predictor.of(Past.in(columns))))
                        .cpuNanos()
                / 1e9;
        report.line("learning from %s executions, the newest %s one by one: %s s of CPU"
                .formatted(Figures.whole(EXECUTIONS), Figures.whole(Past.MOST), Figures.plain(seconds)));
        Predictor predictor = learned.getFirst();
        double micros = median(rounds, random -> predictor.predict(profile(random)));
        report.line("a prediction: %s us of CPU (median of %d rounds)".formatted(Figures.plain(micros), rounds));
        return Math.max(recommending(report, rounds, columns), Math.max(seconds / MOST_SECONDS, micros / MOST_MICROS));
    }

    /** Which of five models to take: the larger of the two ratios, again. */
    private static double recommending(Report report, int rounds, Columns columns) throws Exception {
        List<Lessons> learned = new ArrayList<>();
        double seconds = Meter.THREAD
                        .of(() -> learned.add(Lessons.of(columns, Dimension.MODEL)))
                        .cpuNanos()
                / 1e9;
        Lessons lessons = learned.getFirst();
        List<String> models = lessons.arms("task-1");
        double micros =
                median(rounds, random -> lessons.advise(profile(random), models, Preference.BALANCED, "model-1"));
        report.line("learning which model suits what, from as many: %s s of CPU; a recommendation: %s us of CPU"
                .formatted(Figures.plain(seconds), Figures.plain(micros)));
        return Math.max(seconds / MOST_SECONDS, micros / MOST_MICROS);
    }

    private interface Question {
        Object ask(RandomGenerator random);
    }

    /** What one question takes, in microseconds; the profile that is asked about is made on the way, too. */
    private static double median(int rounds, Question question) throws Exception {
        double[] micros = new double[rounds];
        var random = new SplittableRandom(8);
        for (int round = 0; round < rounds; round++) {
            micros[round] = Meter.THREAD
                            .of(() -> {
                                for (int i = 0; i < ASKED; i++) {
                                    question.ask(random);
                                }
                            })
                            .cpuNanos()
                    / ASKED
                    / 1e3;
        }
        Arrays.sort(micros);
        return micros[rounds / 2];
    }

    private static Profile profile(RandomGenerator random) {
        return Profile.of("task-" + random.nextInt(20))
                .withAgent("agent-" + random.nextInt(10))
                .withModel("model-" + random.nextInt(5))
                .with("customer", "customer-" + random.nextInt(1_000))
                .with("document", "document-" + random.nextInt(30_000))
                .with("size", random.nextInt(100_000));
    }

    private static Columns columns(RandomGenerator random) {
        var builder = new SegmentBuilder();
        for (int i = 0; i < EXECUTIONS; i++) {
            Profile profile = profile(random);
            Duration took = Duration.ofNanos(Math.round(1e9 * Math.exp(random.nextGaussian())));
            Outcome outcome = random.nextInt(10) < profile.task().length() - 5
                    ? new Outcome.Failed(
                            took, Failure.of(FailureClass.UNKNOWN, Severity.LOW, Transience.PERMANENT, "x", "y"))
                    : new Outcome.Succeeded(took);
            Instant at = START.plus(Duration.ofSeconds(i));
            builder.add(new Entry(
                    i,
                    new Headline(ExecutionId.at(at, random), profile, "", at, outcome, Usage.NONE, new TreeMap<>()),
                    null));
        }
        return builder.build();
    }
}

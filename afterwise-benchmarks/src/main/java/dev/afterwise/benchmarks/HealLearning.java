package dev.afterwise.benchmarks;

import dev.afterwise.heal.Preferences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * What learning which remedy helps is worth: 6,000 failures of ten kinds, six actions, three attempts each, and after half of them
 * the best action of eight kinds is another one. The published matrix is {@link HealLearningWorld#published}.
 *
 * <p>Ratio: how much of what an oracle recovers more than the experts' table after the change is recovered, too; 0 if more than 3.5
 * points fewer than by the table are recovered of the first 200.
 */
final class HealLearning implements Benchmark {
    private static final double MOST_LOST = 3.5;
    private static final int MATRICES = 50;
    private static final Duration GAP = Duration.ofMinutes(1);

    /** The four policies with the same seeds. */
    private record Compared(
            List<HealLearningRun> blind,
            List<HealLearningRun> experts,
            List<HealLearningRun> learned,
            List<HealLearningRun> oracle) {
        Compared() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void add(HealLearningWorld world, Duration gap, long seed) {
            blind.add(run(world, HealLearningPolicy.blind(), new HealLearningRun.Clock(), gap, seed));
            experts.add(run(world, HealLearningPolicy.experts(), new HealLearningRun.Clock(), gap, seed));
            var clock = new HealLearningRun.Clock();
            var preferences = new Preferences(clock, new SplittableRandom(~seed));
            learned.add(run(world, HealLearningPolicy.learned(preferences), clock, gap, seed));
            oracle.add(run(world, HealLearningPolicy.oracle(), new HealLearningRun.Clock(), gap, seed));
        }

        private static HealLearningRun run(
                HealLearningWorld world,
                HealLearningPolicy policy,
                HealLearningRun.Clock clock,
                Duration gap,
                long seed) {
            return HealLearningRun.of(world, policy, clock, gap, seed);
        }

        double gained() {
            double table = mean(experts, HealLearningRun::after);
            return (mean(learned, HealLearningRun::after) - table) / (mean(oracle, HealLearningRun::after) - table);
        }

        double gainedLate() {
            double table = mean(experts, HealLearningRun::late);
            return (mean(learned, HealLearningRun::late) - table) / (mean(oracle, HealLearningRun::late) - table);
        }

        /** How much more than by the table is recovered, run by run: mean and 95 % interval. */
        String more(ToDoubleFunction<HealLearningRun> figure) {
            double[] differences = new double[learned.size()];
            double mean = 0;
            for (int i = 0; i < differences.length; i++) {
                differences[i] = figure.applyAsDouble(learned.get(i)) - figure.applyAsDouble(experts.get(i));
                mean += differences[i] / differences.length;
            }
            double squares = 0;
            for (double each : differences) {
                squares += (each - mean) * (each - mean);
            }
            double half = differences.length < 2
                    ? 0
                    : 1.96 * Math.sqrt(squares / (differences.length - 1) / differences.length);
            return "%+.1f (%+.1f to %+.1f)".formatted(mean, mean - half, mean + half);
        }

        double lost() {
            return mean(experts, HealLearningRun::first) - mean(learned, HealLearningRun::first);
        }
    }

    @Override
    public String name() {
        return "heal.learning";
    }

    @Override
    public String compares() {
        return "of what an oracle recovers beyond the experts' table after the world has changed, how much learning recovers";
    }

    @Override
    public Target target() {
        return Target.atLeast(.75);
    }

    @Override
    public int usualRounds() {
        return 40;
    }

    @Override
    public double measure(Report report, int rounds) {
        var published = new Compared();
        for (int seed = 0; seed < rounds; seed++) {
            published.add(HealLearningWorld.published(), GAP, seed);
        }
        report.line("Recovered, in %% of the failures; %d seeds, a failure each minute on average".formatted(rounds));
        report.table(List.of(
                List.of("policy", "first 200", "before", "after the change", "last quarter", "seconds a failure"),
                row("retry, back off, fall back", published.blind),
                row("experts' table", published.experts),
                row("learned", published.learned),
                row("oracle", published.oracle)));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "learned against the table, points (95 %)",
                "first 200", "before", "after", "of the gap after", "at last"));
        rows.add(compared("published matrix", published));
        for (Duration gap : List.of(Duration.ofSeconds(1), Duration.ofMinutes(30))) {
            var other = new Compared();
            for (int seed = 0; seed < Math.max(2, rounds / 4); seed++) {
                other.add(HealLearningWorld.published(), gap, seed);
            }
            rows.add(compared(
                    "... a failure each %s s, %d seeds".formatted(gap.toSeconds(), other.learned.size()), other));
        }
        for (boolean isExpertRight : new boolean[] {true, false}) {
            var random = new Compared();
            for (int seed = 0; seed < MATRICES; seed++) {
                random.add(HealLearningWorld.random(seed, isExpertRight), GAP, seed);
            }
            rows.add(compared(
                    "%d random ones, experts %s".formatted(MATRICES, isExpertRight ? "right at first" : "wrong"),
                    random));
        }
        report.table(rows);
        report.line("Fewer of the first 200 recovered than by the table: %s points; at most %s are good."
                .formatted(Figures.plain(published.lost()), Figures.plain(MOST_LOST)));
        return published.lost() <= MOST_LOST ? published.gained() : 0;
    }

    private static List<String> compared(String name, Compared compared) {
        return List.of(
                name,
                compared.more(HealLearningRun::first),
                compared.more(HealLearningRun::before),
                compared.more(HealLearningRun::after),
                "%.0f %%".formatted(100 * compared.gained()),
                "%.0f %%".formatted(100 * compared.gainedLate()));
    }

    private static List<String> row(String name, List<HealLearningRun> runs) {
        return List.of(
                name,
                "%.1f".formatted(mean(runs, HealLearningRun::first)),
                "%.1f".formatted(mean(runs, HealLearningRun::before)),
                "%.1f".formatted(mean(runs, HealLearningRun::after)),
                "%.1f".formatted(mean(runs, HealLearningRun::late)),
                "%.2f".formatted(mean(runs, HealLearningRun::seconds)));
    }

    private static double mean(List<HealLearningRun> runs, ToDoubleFunction<HealLearningRun> figure) {
        return runs.stream().mapToDouble(figure).average().orElseThrow();
    }
}

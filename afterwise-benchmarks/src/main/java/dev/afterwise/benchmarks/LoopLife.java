package dev.afterwise.benchmarks;

import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Measurement;
import dev.afterwise.Recommendation;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.testkit.AdviceWorld;
import dev.afterwise.testkit.AdviceWorld.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * The life of recommendations whose effect is known, through the whole library: approved, drawn, recorded, read back, and then kept or
 * taken back by itself. What {@link LoopKnown} shows of experiments has to hold here, too.
 */
final class LoopLife implements Benchmark {
    private static final double BASE = .7;
    private static final double[] EFFECTS = {-.3, -.1, 0, .1, .2};
    private static final int MOST_RUNS = 4_500;
    private static final double DEAR = 50;

    private record Ended(Status status, double extraFailures, boolean holdsTheTruth) {
        boolean isKept() {
            return status == Status.KEPT;
        }

        boolean isStoppedInTime() {
            return !isKept() && extraFailures < DEAR;
        }
    }

    @Override
    public String name() {
        return "loop.life";
    }

    @Override
    public String compares() {
        return "recommendations of known effect through the whole library: how many of the promises are missed";
    }

    @Override
    public Target target() {
        return Target.atMost(0);
    }

    @Override
    public int usualRounds() {
        return 40;
    }

    @Override
    public double measure(Report report, int rounds) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("effect", "kept %", "ended below 50 extra failures %", "truth in interval %", "promise"));
        int missed = 0;
        for (double effect : EFFECTS) {
            List<Ended> ended = new ArrayList<>();
            for (int seed = 0; seed < rounds; seed++) {
                ended.add(run(effect, seed));
            }
            boolean isKept = isKept(effect, ended);
            missed += isKept ? 0 : 1;
            rows.add(List.of(
                    Figures.plain(effect),
                    percent(share(ended, Ended::isKept)),
                    effect < 0 ? percent(share(ended, Ended::isStoppedInTime)) : "",
                    percent(share(ended, Ended::holdsTheTruth)),
                    isKept ? "kept" : "missed"));
        }
        report.table(rows);
        report.line(
                "A step that works in %.0f %% of runs without the change. In brackets: 95 %% intervals over %,d seeds."
                        .formatted(100 * BASE, rounds));
        return missed;
    }

    private static Ended run(double effect, int seed) {
        try (var world = new AdviceWorld(new SplittableRandom(seed))) {
            Recommendation proposed = world.propose(AdviceWorld.CHANGE, Measure.SUCCESS_RATE);
            world.recommendations().approve(proposed.id());
            Recommendation advice = world.follow(proposed, Truth.ofSuccess(BASE, BASE + effect), MOST_RUNS);
            Measurement measurement = advice.measurement();
            Evidence realised = measurement == null ? null : measurement.realised();
            return new Ended(
                    advice.status(),
                    world.extraFailures(),
                    realised == null || (realised.low() <= effect && effect <= realised.high()));
        }
    }

    private static boolean isKept(double effect, List<Ended> ended) {
        boolean holds = share(ended, Ended::holdsTheTruth).rate() >= .9;
        double kept = share(ended, Ended::isKept).rate();
        if (effect < 0) {
            return holds && share(ended, Ended::isStoppedInTime).rate() >= .98;
        }
        return holds && (effect == 0 ? kept <= .05 : kept >= .95);
    }

    private static Tally share(List<Ended> ended, Predicate<Ended> which) {
        return new Tally(ended.size(), ended.stream().filter(which).count());
    }

    private static String percent(Tally tally) {
        Interval interval = Proportions.interval(tally);
        return "%.1f (%.0f-%.0f)".formatted(100 * tally.rate(), 100 * interval.low(), 100 * interval.high());
    }
}

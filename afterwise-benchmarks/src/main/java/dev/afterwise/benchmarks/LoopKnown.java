package dev.afterwise.benchmarks;

import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.testkit.KnownEffect;
import dev.afterwise.testkit.KnownEffect.Ended;
import dev.afterwise.testkit.KnownEffect.Weather;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Changes whose effect is known, tried in virtual time until each experiment ends by itself: how many are kept, and what finding out
 * has cost. Where runs are drawn together by key the same promise takes more of them, so that is shown and not judged.
 */
final class LoopKnown implements Benchmark {
    private static final int LOOKED_EVERY = 20;
    private static final double[] BASES = {.5, .8};
    private static final double[] EFFECTS = {-.2, -.1, 0, .1};
    private static final double DEAR = 50;

    @Override
    public String name() {
        return "loop.known";
    }

    @Override
    public String compares() {
        return "experiments on changes of known effect: how many of the promises are missed";
    }

    @Override
    public Target target() {
        return Target.atMost(0);
    }

    @Override
    public int usualRounds() {
        return 200;
    }

    @Override
    public double measure(Report report, int rounds) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "meanwhile",
                "works",
                "effect",
                "kept %",
                "ended below 50 extra failures %",
                "truth in interval %",
                "runs",
                "extra failures, worst of 100",
                "promise"));
        int missed = 0;
        for (Weather weather : Weather.values()) {
            for (double base : BASES) {
                for (double effect : EFFECTS) {
                    var world = new KnownEffect(base, effect, weather, LOOKED_EVERY);
                    List<Ended> ended =
                            IntStream.range(0, rounds).mapToObj(world::run).toList();
                    boolean isKept = isKept(effect, ended);
                    missed += isKept || weather == Weather.KEYS ? 0 : 1;
                    rows.add(row(world, ended, weather == Weather.KEYS ? "" : isKept ? "kept" : "missed"));
                }
            }
        }
        report.table(rows);
        report.line("Somebody looks every %d runs. In brackets: 95 %% intervals over %,d seeds."
                .formatted(LOOKED_EVERY, rounds));
        return missed;
    }

    private static boolean isKept(double effect, List<Ended> ended) {
        boolean holds = share(ended, Ended::holdsTheTruth).rate() >= .9;
        double kept = share(ended, Ended::isKept).rate();
        if (effect < 0) {
            return holds && share(ended, LoopKnown::isStoppedInTime).rate() >= .98;
        }
        return holds && (effect == 0 ? kept <= .05 : kept >= .95);
    }

    private static boolean isStoppedInTime(Ended ended) {
        return !ended.isKept() && ended.extraFailures() < DEAR;
    }

    private static Tally share(List<Ended> ended, Predicate<Ended> which) {
        return new Tally(ended.size(), ended.stream().filter(which).count());
    }

    private static List<String> row(KnownEffect world, List<Ended> ended, String promise) {
        double runs = ended.stream().mapToInt(Ended::runs).average().orElseThrow();
        double[] extra =
                ended.stream().mapToDouble(Ended::extraFailures).sorted().toArray();
        return List.of(
                world.weather().name().toLowerCase(Locale.ROOT),
                Figures.plain(world.base()),
                Figures.plain(world.effect()),
                percent(share(ended, Ended::isKept)),
                world.effect() < 0 ? percent(share(ended, LoopKnown::isStoppedInTime)) : "",
                percent(share(ended, Ended::holdsTheTruth)),
                Figures.whole(Math.round(runs)),
                world.effect() < 0 ? Figures.plain(extra[(int) (.99 * (extra.length - 1))]) : "",
                promise);
    }

    private static String percent(Tally tally) {
        Interval interval = Proportions.interval(tally);
        return "%.1f (%.0f-%.0f)".formatted(100 * tally.rate(), 100 * interval.low(), 100 * interval.high());
    }
}

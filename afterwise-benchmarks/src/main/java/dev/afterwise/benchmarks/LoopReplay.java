package dev.afterwise.benchmarks;

import dev.afterwise.LoopSettings;
import dev.afterwise.LoopSettings.Adopt;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.testkit.RepeatedWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Four weeks of work that fails in ways that can be learned, forty runs a day in virtual time: once with a loop that adopts what it
 * finds, and once, with the same chance, without. The loop measures what it adopts, so half of the runs go on as before meanwhile.
 */
final class LoopReplay implements Benchmark {
    private static final int WEEKS = 4;
    private static final int RUNS_A_DAY = 40;

    @Override
    public String name() {
        return "loop.replay";
    }

    @Override
    public String compares() {
        return "success in the fourth week of work that is learned from, in per cent";
    }

    @Override
    public Target target() {
        return Target.atLeast(82);
    }

    @Override
    public int usualRounds() {
        return 10;
    }

    @Override
    public double measure(Report report, int rounds) throws InterruptedException {
        List<Tally> without = none();
        List<Tally> with = none();
        for (int seed = 1; seed <= rounds; seed++) {
            without = sums(without, weeks(seed, LoopSettings.ASKED));
            with = sums(with, weeks(seed, new LoopSettings(Adopt.AUTO, Duration.ofDays(1), 20)));
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("week", "runs", "without %", "with %", "95 %"));
        for (int week = 0; week < WEEKS; week++) {
            Interval interval = Proportions.interval(with.get(week));
            rows.add(List.of(
                    Figures.whole(week + 1L),
                    Figures.whole(with.get(week).tried()),
                    Figures.plain(100 * without.get(week).rate()),
                    Figures.plain(100 * with.get(week).rate()),
                    String.format(Locale.ROOT, "%.1f to %.1f", 100 * interval.low(), 100 * interval.high())));
        }
        report.table(rows);
        return 100 * with.getLast().rate();
    }

    private static List<Tally> weeks(long seed, LoopSettings loop) throws InterruptedException {
        try (var work = new RepeatedWork(seed, loop)) {
            return work.weeks(WEEKS, RUNS_A_DAY);
        }
    }

    private static List<Tally> none() {
        return List.of(Tally.NONE, Tally.NONE, Tally.NONE, Tally.NONE);
    }

    private static List<Tally> sums(List<Tally> one, List<Tally> other) {
        var sums = new ArrayList<Tally>();
        for (int week = 0; week < WEEKS; week++) {
            sums.add(one.get(week).merge(other.get(week)));
        }
        return sums;
    }
}

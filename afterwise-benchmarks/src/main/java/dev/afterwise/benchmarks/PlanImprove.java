package dev.afterwise.benchmarks;

import dev.afterwise.Tally;
import dev.afterwise.benchmarks.plans.Improvement;
import dev.afterwise.benchmarks.plans.Improvement.Found;
import dev.afterwise.benchmarks.plans.Play;
import dev.afterwise.benchmarks.plans.Ran;
import dev.afterwise.benchmarks.plans.Scene;
import dev.afterwise.benchmarks.plans.Way;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What plans of real commands gain by what is learned from their runs: as somebody wrote them, with steps in a learned order, and with all
 * adaptations together, on the same faults.
 */
final class PlanImprove implements Benchmark {
    private static final double POINTS = .10;
    private static final double TIME = -.10;
    private static final double CLOSE = .20;
    private static final double OFTEN = .80;
    private static final int UNFORESEEN = 10;
    private static final int AT_ONCE = 2;

    @Override
    public String name() {
        return "plan.improve";
    }

    @Override
    public String compares() {
        return "plans of real commands as written and as adapted: how many of three promises are missed";
    }

    @Override
    public Target target() {
        return Target.atMost(0);
    }

    @Override
    public int usualRounds() {
        return 30;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        List<Play> plays = play(rounds);
        for (Play play : plays) {
            play.adopted().forEach(each -> report.line(play.scene() + ": " + each));
        }
        ways(report, plays);
        var all = Improvement.of(plays, Way.WRITTEN, Way.ADAPTED);
        Found completion = all.completion();
        Found time = all.time();
        improvements(report, plays);
        Tally estimates = estimates(report, plays);
        report.line("%d repetitions a scene after %d runs that were learned from; ways interleaved on the same faults."
                .formatted(rounds, Play.TRAINING));
        report.line("Two steps at once, two scenes beside each other. In brackets: 95 % intervals.");
        return promise(report, "%+.0f points of completion".formatted(100 * POINTS), completion.value() >= POINTS)
                + promise(report, "%+.0f %% of time".formatted(100 * TIME), time.value() <= TIME)
                + promise(
                        report,
                        "estimates within %.0f %% in %.0f %% of runs".formatted(100 * CLOSE, 100 * OFTEN),
                        estimates.tried() > 0 && estimates.rate() >= OFTEN);
    }

    private static List<Play> play(int rounds) throws Exception {
        try (var folder = new TemporaryFolder();
                var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Play>> begun = new ArrayList<>();
            for (Scene scene : Scene.ALL) {
                Path own = folder.path().resolve(scene.name());
                begun.add(threads.submit(() -> Play.of(scene, own, rounds)));
            }
            List<Play> plays = new ArrayList<>();
            for (Future<Play> each : begun) {
                plays.add(each.get());
            }
            return plays;
        }
    }

    private static void ways(Report report, List<Play> plays) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("scene, way", "completed %", "median s of those", "s for each completed"));
        for (Play play : plays) {
            for (Way way : Way.values()) {
                List<Ran> runs =
                        play.compared().stream().filter(ran -> ran.way() == way).toList();
                List<Ran> completed = runs.stream().filter(Ran::completed).toList();
                double all = runs.stream().mapToDouble(Ran::seconds).sum();
                rows.add(List.of(
                        play.scene() + ", " + way.words(),
                        percent(tally(runs, Ran::completed)),
                        completed.isEmpty()
                                ? "-"
                                : Samples.of(completed, Ran::seconds).text(1),
                        completed.isEmpty() ? "-" : Figures.plain(all / completed.size())));
            }
        }
        report.table(rows);
    }

    private static void improvements(Report report, List<Play> plays) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "against as written",
                "points of completion",
                "% of time, both completed",
                "% of time for each completed"));
        for (Way way : List.of(Way.ORDERED, Way.ADAPTED)) {
            plays.forEach(play -> rows.add(row(play.scene() + ", " + way.words(), List.of(play), way)));
            rows.add(row("all, " + way.words(), plays, way));
        }
        report.table(rows);
    }

    private static List<String> row(String name, List<Play> plays, Way way) {
        var improvement = Improvement.of(plays, Way.WRITTEN, way);
        return List.of(
                name,
                improvement.completion().text(),
                improvement.time().text(),
                improvement.timePerCompletion().text());
    }

    /** How often completed runs took what was expected before they began, after the first ten. */
    private static Tally estimates(Report report, List<Play> plays) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("within %.0f %% of what was expected".formatted(100 * CLOSE), "% of completed", "% of all"));
        List<Ran> asked = new ArrayList<>();
        for (Play play : plays) {
            List<Ran> runs = Stream.concat(play.training().stream().skip(UNFORESEEN), play.compared().stream())
                    .filter(ran -> Double.isFinite(ran.expected()))
                    .toList();
            asked.addAll(runs);
            for (Way way : Way.values()) {
                List<Ran> its = runs.stream().filter(ran -> ran.way() == way).toList();
                if (!its.isEmpty()) {
                    rows.add(close(play.scene() + ", " + way.words(), its));
                }
            }
        }
        if (!asked.isEmpty()) {
            rows.add(close("all", asked));
            report.table(rows);
        }
        return tally(asked.stream().filter(Ran::completed).toList(), ran -> ran.isWithin(CLOSE));
    }

    private static List<String> close(String name, List<Ran> runs) {
        return List.of(
                name,
                percent(tally(runs.stream().filter(Ran::completed).toList(), ran -> ran.isWithin(CLOSE))),
                percent(tally(runs, ran -> ran.isWithin(CLOSE))));
    }

    private static int promise(Report report, String promise, boolean holds) {
        report.line("%s: %s".formatted(promise, holds ? "kept" : "missed"));
        return holds ? 0 : 1;
    }

    private static Tally tally(List<Ran> runs, Predicate<Ran> which) {
        return new Tally(runs.size(), runs.stream().filter(which).count());
    }

    private static String percent(Tally tally) {
        Interval interval = Proportions.interval(tally);
        return "%.0f (%.0f-%.0f)".formatted(100 * tally.rate(), 100 * interval.low(), 100 * interval.high());
    }
}

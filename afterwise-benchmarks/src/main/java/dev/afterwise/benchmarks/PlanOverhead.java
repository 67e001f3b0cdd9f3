package dev.afterwise.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to have a plan carried out: steps that do nothing, against the commits that durability asks for; and commands
 * that compute, against {@code make}.
 */
final class PlanOverhead implements Benchmark {
    private static final double MOST_OF_COMMITS = 2.5;
    private static final double MOST_OF_MAKE = 1.10;
    private static final int STEPS = 1_000;
    private static final int COMMANDS = 200;
    private static final int WARM_UPS = 30;

    @Override
    public String name() {
        return "plan.overhead";
    }

    @Override
    public String compares() {
        return "1,000 no-op steps against 2.5 times two raw commits each, and 200 commands against 1.1 times make -j2";
    }

    @Override
    public Target target() {
        return Target.atMost(1);
    }

    @Override
    public int usualRounds() {
        return 5;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        try (var folder = new TemporaryFolder()) {
            double ofCommits = steps(report, rounds, folder);
            double ofMake = commands(report, rounds, folder);
            report.line("The ratio is the greater share of its limit, %s and %s: at most 1 is good."
                    .formatted(Figures.plain(ofCommits), ofMake == 0 ? "unknown" : Figures.plain(ofMake)));
            return Math.max(ofCommits, ofMake);
        }
    }

    private static double steps(Report report, int rounds, TemporaryFolder folder) throws Exception {
        List<Spent> wide = new ArrayList<>();
        Pairs pairs = Pairs.of(WARM_UPS, 3 * rounds, () -> NoOpPlan.run(folder.fresh(), STEPS), () -> {
            wide.add(RawCommits.run(folder.fresh(), RawSqlite.OUR_PAGE_BYTES, STEPS));
            return RawCommits.run(folder.fresh(), RawSqlite.USUAL_PAGE_BYTES, STEPS);
        });
        Samples ratio = pairs.ratio(Spent::cpuNanos);
        report.line("%d rounds a side, interleaved, of %s steps each; CPU of all threads of the process"
                .formatted(3 * rounds, Figures.whole(STEPS)));
        report.table(List.of(
                List.of("a step, median (least to greatest)", "CPU us", "wall us"),
                row("a step that does nothing, durable, %d at once".formatted(NoOpPlan.AT_ONCE), pairs.ours()),
                row("two raw commits, one after the other", pairs.theirs()),
                row("the same with pages of 16 KiB, as the store has", wide.subList(WARM_UPS, wide.size())),
                List.of(
                        "ratio, at most " + Figures.plain(MOST_OF_COMMITS),
                        ratio.text(1),
                        pairs.ratio(Spent::wallNanos).text(1))));
        return ratio.median() / MOST_OF_COMMITS;
    }

    private static List<String> row(String name, List<Spent> spent) {
        return List.of(
                name,
                Samples.of(spent, Spent::cpuNanos).text(1e3),
                Samples.of(spent, Spent::wallNanos).text(1e3));
    }

    /** 0 if there is nothing to compare to. */
    private static double commands(Report report, int rounds, TemporaryFolder folder) throws Exception {
        var burning = Burning.prepared(folder.path(), COMMANDS);
        if (!burning.hasMake()) {
            report.line("SKIPPED: make must be installed to compare with it, but is not. Only the steps are judged.");
            return 0;
        }
        Pairs pairs = Pairs.of(1, rounds, burning::byPlan, burning::byMake);
        Samples ratio = pairs.ratio(Spent::wallNanos);
        report.line("%d rounds a side, interleaved, of %d commands of some 50 ms of CPU, 2 at a time; wall time"
                .formatted(rounds, COMMANDS));
        report.table(List.of(
                List.of("all commands, median (least to greatest)", "wall s"),
                List.of("a plan", pairs.ours(Spent::wallNanos).text(1e9)),
                List.of("make -j2", pairs.theirs(Spent::wallNanos).text(1e9)),
                List.of("ratio, at most " + Figures.plain(MOST_OF_MAKE), ratio.text(1))));
        return ratio.median() / MOST_OF_MAKE;
    }
}

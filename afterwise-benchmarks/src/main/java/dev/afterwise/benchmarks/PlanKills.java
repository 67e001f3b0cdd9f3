package dev.afterwise.benchmarks;

import dev.afterwise.benchmarks.kills.KilledPlans;
import java.util.List;
import java.util.Random;

/** Whether anything is lost or done twice when the process that carries out a plan is killed. */
final class PlanKills implements Benchmark {
    private static final long SEED = 20_261_122;

    @Override
    public String name() {
        return "plan.kills";
    }

    @Override
    public String compares() {
        return "results lost, finished steps repeated and plans that do not end, after so many kills (-9) at random moments";
    }

    @Override
    public Target target() {
        return Target.atMost(0);
    }

    @Override
    public int usualRounds() {
        return 100;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        try (var folder = new TemporaryFolder();
                var plans = new KilledPlans(folder.path(), new Random(SEED))) {
            plans.kill(rounds);
            report.table(List.of(
                    List.of("kills", "plans", "results that were to be kept", "wrong"),
                    List.of(
                            Figures.whole(plans.kills()),
                            Figures.whole(plans.plans()),
                            Figures.whole(plans.kept()),
                            Figures.whole(plans.wrong().size()))));
            plans.wrong().forEach(report::line);
            report.line(
                    "Each plan has a step of every kind, in an order of its own, and is killed up to five times; what it asks"
                            + " is answered.");
            return plans.wrong().size();
        }
    }
}

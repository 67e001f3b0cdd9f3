package dev.afterwise.cli.eval;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.learn.Choice;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.PlanStudy;
import dev.afterwise.learn.Trend;
import dev.afterwise.learn.Trends;
import dev.afterwise.learn.Verdict;
import dev.afterwise.store.Period;
import java.util.List;
import java.util.Set;

/** All analysers, each with what it counts as a finding. */
final class Analysers {
    private static final double STATED = Demands.DEFAULT.maxFalseAlarms();

    private Analysers() {}

    static List<Analyser> all() {
        return List.of(
                new Analyser("trends", STATED, world -> claims(Trends.of(world.series(Period.DAY), Period.DAY))),
                new Analyser("choice", STATED, Analysers::choosesAgent),
                new Analyser("plans", STATED, world -> !new PlanStudy()
                        .recommend(world.executions())
                        .isEmpty()),
                new Analyser("thresholds", STATED, Analysers::proposesThreshold));
    }

    private static boolean claims(Trends trends) {
        return claims(trends.success()) || claims(trends.duration());
    }

    private static boolean claims(Trend trend) {
        return trend instanceof Trend.Improving || trend instanceof Trend.Declining;
    }

    private static boolean choosesAgent(NullWorld world) {
        return Choice.among(world.statistics(Set.of(Dimension.AGENT)), Dimension.AGENT).verdict()
                instanceof Verdict.Prefer;
    }

    private static boolean proposesThreshold(NullWorld world) {
        return new PlanStudy()
                .recommend(world.executions()).stream().anyMatch(each -> each.change() instanceof Change.SetThreshold);
    }
}

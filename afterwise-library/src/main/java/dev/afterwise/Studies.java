package dev.afterwise;

import dev.afterwise.learn.PlanStudy;
import dev.afterwise.plan.PlanRunner;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import java.util.List;

/** What the newest history says should change. It reads, and changes nothing. Safe for use by many threads. */
final class Studies {
    /** How many of the newest runs of plans are learned from. */
    private static final int STUDIED = 2_000;

    private final History history;

    Studies(History history) {
        this.history = history;
    }

    /** Changes that would be improvements. */
    List<Recommendation> found() {
        return new PlanStudy().recommend(runsOfPlans());
    }

    private List<Execution> runsOfPlans() {
        var plans = Filter.of(Subject.EVERYTHING.with(Dimension.AGENT, PlanRunner.AGENT));
        return history.find(new Query(plans, null, STUDIED)).items().stream()
                .flatMap(headline -> history.execution(headline.id()).stream())
                .filter(execution -> execution.remains() == Remains.EVERYTHING)
                .toList();
    }
}

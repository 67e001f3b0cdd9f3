package dev.afterwise.learn.plans;

import dev.afterwise.Execution;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.Finding;
import dev.afterwise.learn.PlanStudy;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What runs of one plan say should change about it.
 *
 * <p>One scan looks at everything - alternatives, attempts, time-outs, what helped after failures, what should come first, what can be known
 * beforehand, how long steps take, when runs go well - and corrects for all it looked at (Holm): where nothing is worth changing, at
 * most one scan in twenty says anything. The order of the executions makes no difference.
 */
public final class PlanScan {
    private final Demands demands;

    public PlanScan() {
        this(Demands.DEFAULT);
    }

    public PlanScan(Demands demands) {
        this.demands = demands;
    }

    /**
     * What is worth changing, at most one change about one thing.
     *
     * @param executions those of other tasks are left out
     * @param zone where the work is: by its hours
     */
    public List<Recommendation> of(Outline outline, Collection<Execution> executions, ZoneId zone) {
        List<Execution> own = executions.stream()
                .filter(each -> each.profile().task().equals(outline.task()))
                .toList();
        List<Trip> trips = Trip.of(own);
        var findings = new ArrayList<Finding>(new PlanStudy(demands).findings(own));
        findings.addAll(fallbacks(outline.task(), trips));
        findings.addAll(new GateStudy(outline, trips, demands).findings());
        findings.addAll(new CheckpointStudy(outline, trips, demands).findings());
        findings.addAll(new EstimateStudy(outline, trips, demands).findings());
        findings.addAll(new HourStudy(outline, trips, zone, demands).findings());
        return PlanStudy.significant(findings, demands);
    }

    /** What helped after failures at the steps of any plan, of which nothing else is known; corrected for all of that. */
    public List<Recommendation> fallbacks(Collection<Execution> executions) {
        var findings = new ArrayList<Finding>();
        executions.stream()
                .map(each -> each.profile().task())
                .distinct()
                .sorted()
                .forEach(task -> findings.addAll(fallbacks(
                        task,
                        Trip.of(executions.stream()
                                .filter(each -> each.profile().task().equals(task))
                                .toList()))));
        return PlanStudy.significant(findings, demands);
    }

    private List<Finding> fallbacks(String task, List<Trip> trips) {
        var steps = new TreeSet<String>();
        trips.forEach(trip -> steps.addAll(trip.steps().keySet()));
        return steps.stream()
                .flatMap(step -> new FallbackStudy(Subject.step(task, step), step, trips, demands).findings().stream())
                .toList();
    }
}

package dev.afterwise;

import dev.afterwise.learn.estimates.PlanHistory;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanRunner;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.refine.Absences;
import dev.afterwise.plan.refine.Refinement;
import dev.afterwise.plan.refine.Refinements;
import dev.afterwise.plan.refine.Site;
import dev.afterwise.plan.simulate.Comparison;
import dev.afterwise.plan.simulate.Forecast;
import dev.afterwise.plan.simulate.Setup;
import dev.afterwise.plan.simulate.Simulation;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.WorkspaceStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is known of plans beforehand, from how they went. It reads, and changes nothing. Safe for use by many threads. */
public final class Plans {
    /** How many of the newest runs of a plan are looked at. */
    private static final int RUNS = 400;

    /** How many steps are read at most, so that a plan of many steps doesn't take long; but never fewer than some runs. */
    private static final int STEPS = 40_000;

    private static final int FEWEST = 20;

    /** How many of the newest runs of all plans are looked at for steps that do the very same. */
    private static final int OTHERS = 200;

    private final WorkspaceStore workspace;
    private final Settings settings;
    private final Supplier<Policy> policy;
    private final Runnable flush;

    /** @param flush makes what was recorded a moment ago visible */
    Plans(WorkspaceStore workspace, Settings settings, Supplier<Policy> policy, Runnable flush) {
        this.workspace = workspace;
        this.settings = settings;
        this.policy = policy;
        this.flush = flush;
    }

    /** What to expect of the steps of a plan in a run of which nothing is known. */
    public PlanEstimates estimates(Plan plan) {
        return estimates(plan, Map.of());
    }

    /**
     * What to expect of the steps of a plan in a run that is told this: where the amount of work explains how long a step takes, as
     * long as it takes for so much.
     */
    public PlanEstimates estimates(Plan plan, Map<String, Value> params) {
        PlanEstimates own = PlanHistory.of(runs(plan)).estimates(params);
        Map<Payload, String> deeds = new HashMap<>();
        for (PlanStep step : plan.steps()) {
            if (own.step(step.id()).ways().isEmpty()
                    && step.among().getFirst().body().isWork()) {
                deeds.putIfAbsent(step.deed(), step.id());
            }
        }
        return deeds.isEmpty() ? own : own.or(PlanHistory.elsewhere(runsOfOthers(plan), deeds));
    }

    /**
     * What to expect of its steps by its newest 20 runs only: little to read, for whoever is about to begin a run.
     *
     * @param params what the run is told
     */
    public PlanEstimates recent(Plan plan, Map<String, Value> params) {
        return PlanHistory.of(runs(
                        plan, Math.clamp(STEPS / Math.max(1, plan.steps().size()), 1, FEWEST)))
                .estimates(params);
    }

    /** How the next run of a plan is expected to go, under the policy as it is. */
    public Forecast simulate(Plan plan, Setup setup) {
        Setup now = setup.withPolicy(policy.get());
        return Simulation.of(underPolicy(plan), estimates(plan, now.params()), now)
                .forecast();
    }

    /**
     * What would be different if the other plan were run, under the policy as it is. Plans of one name share their history: how a step
     * went counts for the step of the same id.
     *
     * @param preference what is worth what
     */
    public Comparison compare(Plan one, Plan other, Setup setup, Preference preference) {
        Setup now = setup.withPolicy(policy.get());
        return Comparison.of(candidate(one, now), candidate(other, now), preference);
    }

    /**
     * What its history suggests to change about a plan, and what that brings.
     *
     * @param risk how likely a change that is made may do no good, from 0 to 1
     * @param preference what is worth what
     */
    public Adaptations adapt(Plan plan, Setup setup, double risk, Preference preference) {
        Setup now = setup.withPolicy(policy.get());
        return new Adapting(plan, runs(plan), now, settings.thresholds(), risk, preference).adaptations();
    }

    private Comparison.Candidate candidate(Plan plan, Setup setup) {
        return new Comparison.Candidate(underPolicy(plan), estimates(plan, setup.params()), setup);
    }

    /** The plan as a run would carry it out now: with what was adopted for it. */
    public Plan underPolicy(Plan plan) {
        return plan.under(policy.get(), settings.thresholds());
    }

    /**
     * What could be written better in a plan, by itself and by how it went.
     *
     * @param crew who does what the plan asks for by name
     * @param site where its commands run
     */
    public List<Refinement> refinements(Plan plan, Crew crew, Site site) {
        List<Execution> runs = runs(plan);
        PlanEstimates estimates = PlanHistory.of(runs).estimates(Map.of());
        return Refinements.of(plan, estimates, Absences.of(runs), crew, site);
    }

    private List<Execution> runs(Plan plan) {
        return runs(plan, Math.clamp(STEPS / Math.max(1, plan.steps().size()), FEWEST, RUNS));
    }

    private List<Execution> runs(Plan plan, int most) {
        flush.run();
        return newest(Subject.task(plan.name()).with(Dimension.AGENT, PlanRunner.AGENT), most)
                .toList();
    }

    private List<Execution> runsOfOthers(Plan plan) {
        return newest(Subject.EVERYTHING.with(Dimension.AGENT, PlanRunner.AGENT), OTHERS)
                .filter(execution -> !execution.profile().task().equals(plan.name()))
                .toList();
    }

    private Stream<Execution> newest(Subject runs, int most) {
        History history = workspace.history();
        return history.find(new Query(Filter.of(runs), null, most)).items().stream()
                .flatMap(headline -> history.execution(headline.id()).stream())
                .filter(execution -> execution.remains() == Remains.EVERYTHING);
    }
}

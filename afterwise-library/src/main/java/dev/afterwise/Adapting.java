package dev.afterwise;

import dev.afterwise.Adaptation.Verdict;
import dev.afterwise.learn.Words;
import dev.afterwise.learn.estimates.PlanHistory;
import dev.afterwise.learn.plans.Outline;
import dev.afterwise.learn.plans.PlanScan;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Threshold;
import dev.afterwise.plan.refine.Absences;
import dev.afterwise.plan.refine.Mend;
import dev.afterwise.plan.refine.Refinement;
import dev.afterwise.plan.refine.Refinements;
import dev.afterwise.plan.refine.Site;
import dev.afterwise.plan.refine.Sureness;
import dev.afterwise.plan.simulate.Comparison;
import dev.afterwise.plan.simulate.Comparison.Candidate;
import dev.afterwise.plan.simulate.Reckoned;
import dev.afterwise.plan.simulate.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What the history of a plan suggests to change about it, with what a simulation expects of each change and of all together.
 *
 * <p>The history says what there is to change, with one correction for everything it was asked. What a change brings is asked of
 * simulation alone: the plan is played with and without it, with the same luck, on the distributions that were measured.
 */
final class Adapting {
    private static final int SIMULATED = 1_000;

    private static final double HIGH = .5;

    /** So many standard errors wide is a 95 % interval. */
    private static final double INTERVAL = 2 * 1.959963984540054;

    private final Plan plan;
    private final List<Execution> runs;
    private final Setup setup;
    private final Map<String, Threshold> shared;
    private final double risk;
    private final Preference preference;

    /**
     * @param runs of the plan
     * @param setup under which it is played
     * @param shared the thresholds that all plans have
     * @param risk how likely a change that is made may do harm
     */
    Adapting(
            Plan plan,
            List<Execution> runs,
            Setup setup,
            Map<String, Threshold> shared,
            double risk,
            Preference preference) {
        if (!(risk >= 0 && risk <= 1)) {
            throw new IllegalArgumentException("The risk must be from 0 to 1, but it is (%s).".formatted(risk));
        }
        this.plan = plan;
        this.runs = List.copyOf(runs);
        this.setup = setup.withRuns(SIMULATED);
        this.shared = shared;
        this.risk = risk;
        this.preference = preference;
    }

    private record Played(Recommendation advice, Comparison expected) {
        double worth() {
            return expected.worth().likely();
        }
    }

    /** How likely a change does no good, as far as the samples can tell. */
    private static double riskOfNothing(Comparison expected) {
        Reckoned worth = expected.worth();
        double error = (worth.high() - worth.low()) / INTERVAL;
        return error > 0
                ? NormalDistribution.of(0, 1).cumulativeProbability(-worth.likely() / error)
                : worth.likely() > 0 ? 0 : 1;
    }

    Adaptations adaptations() {
        if (runs.size() < Adaptations.FEWEST_RUNS) {
            return new Adaptations(runs.size(), List.of(), null);
        }
        var now = new PlanCase(plan, setup.policy(), runs, Map.of());
        var played = new ArrayList<Played>();
        for (Recommendation advice : found()) {
            now.exchange(advice.change())
                    .ifPresent(each -> played.add(new Played(advice, compared(each.without(), each.with()))));
        }
        return judged(now, played);
    }

    private Comparison compared(PlanCase now, PlanCase with) {
        return Comparison.of(candidate(now), candidate(with), preference);
    }

    private List<Recommendation> found() {
        var found = new ArrayList<>(new PlanScan().of(outline(), runs, PlanCase.zone(plan)));
        found.addAll(needless());
        return found;
    }

    /**
     * Needs of which nobody sees what for. Of those that only seem to be needless somebody hears who tolerates much; whether they are, an
     * experiment tells, so nothing of it is made at once.
     */
    private List<Recommendation> needless() {
        PlanEstimates estimates = PlanHistory.of(runs).estimates(setup.params());
        var found = new ArrayList<Recommendation>();
        for (Refinement each : Refinements.of(plan, estimates, Absences.of(runs), Crew.NONE, Site.UNKNOWN)) {
            boolean isSure = each.sureness() == Sureness.LIKELY || risk >= HIGH;
            if (each.kind() == Refinement.Kind.NEEDLESS_NEED
                    && each.mend() instanceof Mend.DropNeed(String step, String need)
                    && each.saves() > 0
                    && isSure) {
                found.add(Recommendation.propose(
                        new Change.Parallelise(Subject.step(plan.name(), step), need),
                        "It waits for '%s', but %s.".formatted(need, each.because()),
                        new Evidence(
                                runs.size(), Measure.SECONDS_PER_RUN, each.saves(), 0, each.saves(), 1, List.of())));
            }
        }
        return found;
    }

    private Outline outline() {
        var needs = new TreeMap<String, SortedSet<String>>();
        var ways = new TreeMap<String, SortedSet<String>>();
        var said = new TreeMap<String, Duration>();
        for (PlanStep step : plan.steps()) {
            needs.put(step.id(), new TreeSet<>(step.needs()));
            if (step.hasChoice()) {
                ways.put(
                        step.id(),
                        step.among().stream().map(Alternative::agent).collect(Collectors.toCollection(TreeSet::new)));
            }
            Duration estimate = step.estimate();
            if (estimate != null) {
                said.put(step.id(), estimate);
            }
        }
        var params = plan.params().stream().map(Param::name).collect(Collectors.toCollection(TreeSet::new));
        return new Outline(plan.name(), needs, ways, said, params);
    }

    private Candidate candidate(PlanCase it) {
        PlanEstimates estimates = PlanHistory.of(it.runs()).estimates(setup.params());
        var steps = new TreeMap<>(estimates.steps());
        steps.putAll(it.extra());
        Plan under = it.plan().under(it.policy(), shared);
        return new Candidate(
                under,
                new PlanEstimates(steps, estimates.runs(), estimates.together(), estimates.seconds()),
                setup.withPolicy(it.policy()));
    }

    /** Those worth most are made first; one that then brings no more is left. */
    private Adaptations judged(PlanCase now, List<Played> played) {
        List<Played> byWorth = played.stream()
                .sorted(Comparator.comparingDouble((Played each) -> -each.worth()))
                .toList();
        var all = new ArrayList<Adaptation>();
        PlanCase before = now;
        PlanCase taken = now;
        boolean isChanged = false;
        for (Played each : byWorth) {
            Change change = each.advice.change();
            String because = unlessWorth(each);
            Verdict verdict = Verdict.LEAVE;
            Optional<PlanCase.Exchange> next = taken.exchange(change);
            if (change instanceof Change.SetEstimate) {
                verdict = Verdict.TAKE;
                because = "The plan says otherwise. It counts where there is no history yet.";
                taken = next.map(PlanCase.Exchange::with).orElse(taken);
                isChanged = true;
            } else if (change instanceof Change.StartAt && plan.schedule() == null && because.isEmpty()) {
                verdict = Verdict.TRY;
                because = "The plan has no 'schedule'; whoever starts it may begin then.";
            } else if (change instanceof Change.Parallelise && because.isEmpty()) {
                verdict = Verdict.TRY;
                because = "Whether it is needed in a way that nobody sees, only trying it tells.";
            } else if (because.isEmpty()) {
                // What is worth it alone may bring nothing more once the others are made.
                Comparison further = next.isPresent() && isChanged
                        ? compared(next.get().without(), next.get().with())
                        : each.expected;
                double nothing = Math.max(riskOfNothing(each.expected), riskOfNothing(further));
                verdict = nothing > risk ? Verdict.TRY : Verdict.TAKE;
                because = "With a chance of %s it does no good; %s are tolerated."
                        .formatted(Words.percent(nothing), Words.percent(risk));
                if (next.isEmpty() || further.worth().likely() <= 0 || (isChanged && nothing >= HIGH)) {
                    verdict = Verdict.LEAVE;
                    because = "Once the others are made, it brings nothing more.";
                } else if (verdict == Verdict.TAKE) {
                    before = before.exchange(change)
                            .map(PlanCase.Exchange::without)
                            .orElse(before);
                    taken = next.get().with();
                    isChanged = true;
                }
            }
            all.add(new Adaptation(each.advice, each.expected, verdict, because));
        }
        all.sort(Comparator.comparing(Adaptation::verdict));
        return new Adaptations(runs.size(), all, isChanged ? compared(before, taken) : null);
    }

    private static String unlessWorth(Played each) {
        return each.worth() > 0 ? "" : "Whole runs don't get better by it.";
    }
}

package dev.afterwise;

import dev.afterwise.Adaptation.Verdict;
import dev.afterwise.learn.Words;
import dev.afterwise.learn.estimates.PlanHistory;
import dev.afterwise.learn.plans.Outline;
import dev.afterwise.learn.plans.PlanScan;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Amendment;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.ExpressionException;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Recurrence;
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
import java.time.ZoneId;
import java.time.ZoneOffset;
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

    /** A plan as it is carried out, with the runs from which is known how its steps go. */
    private record Case(Plan plan, Policy policy, List<Execution> runs, Map<String, StepEstimate> extra) {}

    /** Two cases that differ in one change, and are comparable. */
    private record Exchange(Case without, Case with) {}

    private record Played(Recommendation advice, Comparison expected) {
        double worth() {
            return expected.worth().likely();
        }

        /** How likely it does no good, as far as the samples can tell. */
        double riskOfNothing() {
            Reckoned worth = expected.worth();
            double error = (worth.high() - worth.low()) / INTERVAL;
            return error > 0
                    ? NormalDistribution.of(0, 1).cumulativeProbability(-worth.likely() / error)
                    : worth.likely() > 0 ? 0 : 1;
        }
    }

    Adaptations adaptations() {
        if (runs.size() < Adaptations.FEWEST_RUNS) {
            return new Adaptations(runs.size(), List.of(), null);
        }
        var now = new Case(plan, setup.policy(), runs, Map.of());
        var played = new ArrayList<Played>();
        for (Recommendation advice : found()) {
            exchange(now, advice.change())
                    .ifPresent(each -> played.add(new Played(advice, compared(each.without, each.with))));
        }
        return judged(now, played);
    }

    private Comparison compared(Case now, Case with) {
        return Comparison.of(candidate(now), candidate(with), preference);
    }

    private List<Recommendation> found() {
        var found = new ArrayList<>(new PlanScan().of(outline(), runs, zone(plan)));
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

    /** By whose clocks it begins. */
    private static ZoneId zone(Plan plan) {
        Recurrence schedule = plan.schedule();
        return schedule == null ? ZoneOffset.UTC : schedule.zone();
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

    private Candidate candidate(Case it) {
        PlanEstimates estimates = PlanHistory.of(it.runs).estimates(setup.params());
        var steps = new TreeMap<>(estimates.steps());
        steps.putAll(it.extra);
        Plan under = it.plan.under(it.policy, shared);
        return new Candidate(
                under,
                new PlanEstimates(steps, estimates.runs(), estimates.together(), estimates.seconds()),
                setup.withPolicy(it.policy));
    }

    /** The case without a change and with it; empty if it is part of it already, or doesn't fit it. */
    private static Optional<Exchange> exchange(Case it, Change change) {
        if (it.policy.changes().contains(change)) {
            return Optional.empty();
        }
        return switch (change) {
            case Change.AddCheckpoint checkpoint -> checked(it, checkpoint);
            case Change.StartAt start -> started(it, start).map(with -> new Exchange(it, with));
            case Change.PreferAgent prefer
            when step(it.plan, prefer).filter(step -> hasWay(step, prefer.agent())).isEmpty() -> Optional.empty();
            case Change.RetryUpTo retry
            when step(it.plan, retry)
                    .filter(step -> step.retry().max() < retry.attempts() - 1)
                    .isEmpty() -> Optional.empty();
            case Change.TimeOutAfter limit
            when step(it.plan, limit)
                    .filter(step -> step.timeout().compareTo(limit.limit()) > 0)
                    .isEmpty() -> Optional.empty();
            case Change.PreferAgent ignored -> Optional.of(under(it, change));
            case Change.SetThreshold ignored -> Optional.of(under(it, change));
            case Change.RetryUpTo ignored -> Optional.of(under(it, change));
            case Change.TimeOutAfter ignored -> Optional.of(under(it, change));
            default -> amended(it, change).map(with -> new Exchange(it, with));
        };
    }

    private static Exchange under(Case it, Change change) {
        return new Exchange(it, new Case(it.plan, it.policy.with(change), it.runs, it.extra));
    }

    private static Optional<Case> amended(Case it, Change change) {
        Plan amended = Amendment.of(it.plan, change);
        return amended.equals(it.plan)
                ? Optional.empty()
                : Optional.of(new Case(amended, it.policy, it.runs, it.extra));
    }

    private static Optional<PlanStep> step(Plan plan, Change change) {
        return plan.steps().stream()
                .filter(step -> change.subject().equals(Subject.step(plan.name(), step.id())))
                .findFirst();
    }

    private static boolean hasWay(PlanStep step, String agent) {
        return step.among().stream().anyMatch(each -> each.agent().equals(agent));
    }

    /**
     * Runs for which the check doesn't hold are told apart from the others, whose steps then go as they did in those. With the change
     * they fail at once, all of them; without it where most of them did, as many as did.
     */
    private static Optional<Exchange> checked(Case it, Change.AddCheckpoint change) {
        Plan amended = Amendment.of(it.plan, change);
        Optional<PlanStep> first = amended.steps().stream()
                .filter(each -> it.plan.steps().stream().noneMatch(step -> step.id().equals(each.id())))
                .findFirst();
        List<Execution> turnedAway =
                it.runs.stream().filter(each -> !holds(change.check(), each.profile())).toList();
        List<Execution> lost = turnedAway.stream()
                .filter(each -> each.outcome() instanceof Outcome.Failed)
                .toList();
        Optional<String> late = failing(it.plan, lost);
        if (first.isEmpty() || late.isEmpty()) {
            return Optional.empty();
        }
        var others = new ArrayList<>(it.runs);
        others.removeAll(turnedAway);
        String id = first.get().id();
        return Optional.of(new Exchange(
                new Case(
                        late(it.plan, first.get(), late.get()),
                        it.policy,
                        others,
                        with(it.extra, id, checkpoint(id, it.runs.size(), lost.size()))),
                new Case(
                        amended,
                        it.policy,
                        others,
                        with(it.extra, id, checkpoint(id, it.runs.size(), turnedAway.size())))));
    }

    private static Map<String, StepEstimate> with(Map<String, StepEstimate> extra, String id, StepEstimate estimate) {
        var more = new TreeMap<>(extra);
        more.put(id, estimate);
        return more;
    }

    /** The step at which most of these runs failed. */
    private static Optional<String> failing(Plan plan, List<Execution> lost) {
        var counts = new TreeMap<String, Integer>();
        for (Execution each : lost) {
            each.steps().stream()
                    .filter(step -> step.outcome() instanceof Outcome.Failed)
                    .map(step -> step.action().name())
                    .filter(name -> plan.steps().stream().anyMatch(step -> step.id().equals(name)))
                    .forEach(name -> counts.merge(name, 1, Integer::sum));
        }
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** The plan with a check directly before one of its steps. */
    private static Plan late(Plan plan, PlanStep check, String step) {
        var steps = new ArrayList<PlanStep>();
        for (PlanStep each : plan.steps()) {
            if (each.id().equals(step)) {
                steps.add(check.edit().needs(each.needs()).build());
                var needs = new ArrayList<>(each.needs());
                needs.add(check.id());
                steps.add(each.edit().needs(needs).build());
            } else {
                steps.add(each);
            }
        }
        return plan.withSteps(steps);
    }

    private static StepEstimate checkpoint(String id, long runs, long turnedAway) {
        var tally = new Tally(runs, runs - turnedAway);
        Spread instant = Spread.of(.001, .001);
        var way = new WayEstimate(
                Basis.HISTORY,
                tally,
                List.of(new WayEstimate.Failing(FailureClass.VALIDATION, Transience.PERMANENT, turnedAway)),
                Tally.NONE,
                instant,
                instant,
                WayEstimate.Spending.NOTHING);
        return new StepEstimate(
                new TreeMap<>(Map.of(id, way)), new Tally(runs, runs), tally, Spread.NOTHING);
    }

    private static boolean holds(String check, Profile profile) {
        try {
            return Expression.of(check)
                    .holdsWhere(path -> Optional.ofNullable(profile.attributes().get(path.getLast())))
                    .orElse(true);
        } catch (ExpressionException never) {
            return true;
        }
    }

    /** From then on runs go as those that began within an hour of it. */
    private static Optional<Case> started(Case it, Change.StartAt change) {
        Plan amended = Amendment.of(it.plan, change);
        ZoneId zone = zone(amended);
        int hour = Integer.parseInt(change.schedule().split(" ", -1)[1]);
        List<Execution> then = it.runs.stream()
                .filter(each -> Math.abs(each.startedAt().atZone(zone).getHour() - hour) <= 1)
                .toList();
        return amended.equals(it.plan) || then.size() < Adaptations.FEWEST_RUNS
                ? Optional.empty()
                : Optional.of(new Case(amended, it.policy, then, it.extra));
    }

    /** Those worth most are made first; one that then brings no more is left. */
    private Adaptations judged(Case now, List<Played> played) {
        List<Played> byWorth = played.stream()
                .sorted(Comparator.comparingDouble((Played each) -> -each.worth()))
                .toList();
        var all = new ArrayList<Adaptation>();
        Case before = now;
        Case taken = now;
        boolean isChanged = false;
        for (Played each : byWorth) {
            Change change = each.advice.change();
            String because = unlessWorth(each);
            Verdict verdict = Verdict.LEAVE;
            Optional<Exchange> next = exchange(taken, change);
            if (change instanceof Change.SetEstimate) {
                verdict = Verdict.TAKE;
                because = "The plan says otherwise. It counts where there is no history yet.";
                taken = next.map(Exchange::with).orElse(taken);
                isChanged = true;
            } else if (change instanceof Change.StartAt && plan.schedule() == null && because.isEmpty()) {
                verdict = Verdict.TRY;
                because = "The plan has no 'schedule'; whoever starts it may begin then.";
            } else if (change instanceof Change.Parallelise && because.isEmpty()) {
                verdict = Verdict.TRY;
                because = "Whether it is needed in a way that nobody sees, only trying it tells.";
            } else if (because.isEmpty()) {
                verdict = each.riskOfNothing() > risk ? Verdict.TRY : Verdict.TAKE;
                because = "With a chance of %s it does no good; %s are tolerated."
                        .formatted(Words.percent(each.riskOfNothing()), Words.percent(risk));
                if (next.isEmpty() || (isChanged && !helps(next.get()))) {
                    verdict = Verdict.LEAVE;
                    because = "Once the others are made, it brings nothing more.";
                } else if (verdict == Verdict.TAKE) {
                    before = exchange(before, change).map(Exchange::without).orElse(before);
                    taken = next.get().with;
                    isChanged = true;
                }
            }
            all.add(new Adaptation(each.advice, each.expected, verdict, because));
        }
        all.sort(Comparator.comparing(Adaptation::verdict));
        return new Adaptations(runs.size(), all, isChanged ? compared(before, taken) : null);
    }

    private boolean helps(Exchange exchange) {
        return compared(exchange.without, exchange.with).worth().likely() > 0;
    }

    private static String unlessWorth(Played each) {
        return each.worth() > 0 ? "" : "Whole runs don't get better by it.";
    }
}

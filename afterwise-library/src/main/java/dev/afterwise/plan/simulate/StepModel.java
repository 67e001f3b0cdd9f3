package dev.afterwise.plan.simulate;

import dev.afterwise.Basis;
import dev.afterwise.Policy;
import dev.afterwise.Spread;
import dev.afterwise.StepEstimate;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.WayEstimate;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.ForEach;
import dev.afterwise.plan.PlanStep;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A step as it is played. Immutable. */
final class StepModel {
    /** What only checks takes no time to speak of, in seconds. */
    private static final double INSTANT = .001;

    /** What nobody knows is guessed to take no more than this share of the time it is given. */
    private static final double WITHIN = .25;

    /** So many times it went so, as good as. */
    private static final int SURE = 1_000;

    final int place;
    final PlanStep step;
    final Subject subject;
    final long key;
    final List<String> agents;
    final double timeout;
    final int most;
    final Tally begun;
    final Basis basis;
    final long sample;
    private final Spread items;
    private final Map<String, WayModel> ways = new HashMap<>();

    /**
     * @param usual how long attempts take in this plan, in seconds
     * @param usualFailures the share of attempts that fails in this plan
     */
    StepModel(
            int place,
            String plan,
            PlanStep step,
            StepEstimate estimate,
            Policy policy,
            double usual,
            double usualFailures) {
        this.place = place;
        this.step = step;
        this.subject = Subject.step(plan, step.id());
        this.key = Luck.key(step.id());
        this.agents = step.among().stream().map(Alternative::agent).toList();
        this.timeout = step.among().getFirst().body().isWork()
                ? seconds(policy.timeout(subject).orElse(step.timeout()))
                : Double.POSITIVE_INFINITY;
        this.most = policy.attempts(subject).orElse(1 + step.retry().max());
        this.begun = estimate.begun();
        this.items = estimate.items();
        double usualHere = Math.min(
                WITHIN * timeout,
                estimate.ways().values().stream()
                        .mapToDouble(WayEstimate::likely)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(usual));
        Stream<Alternative> all = step.fallback() == null
                ? step.among().stream()
                : Stream.concat(step.among().stream(), Stream.of(new Alternative(PlanStep.FALLBACK, step.fallback())));
        all.forEach(way -> ways.put(
                way.agent(),
                new WayModel(
                        Luck.key(step.id(), way.agent()),
                        estimate(way, estimate.way(way.agent())),
                        usualHere,
                        usualFailures)));
        List<WayEstimate> first = step.among().stream()
                .map(way -> estimate(way, estimate.way(way.agent())))
                .toList();
        this.basis =
                first.stream().map(WayEstimate::basis).max(Basis::compareTo).orElse(Basis.UNKNOWN);
        this.sample = step.among().stream()
                .mapToLong(way -> estimate.way(way.agent()).sample())
                .sum();
    }

    /** What the history says, else what the plan says. */
    private WayEstimate estimate(Alternative way, WayEstimate known) {
        if (known.basis() != Basis.UNKNOWN) {
            return known;
        }
        if (way.body() instanceof Body.Wait(Duration length, var ignored) && length != null) {
            return surely(seconds(length));
        }
        if (step.estimate() != null) {
            return WayEstimate.said(seconds(step.estimate()));
        }
        return way.body() instanceof Body.Check
                ? WayEstimate.said(INSTANT)
                : way.body().isWork() ? known : surely(INSTANT);
    }

    /** What neither fails nor takes another time. How long a person thinks about it is not counted until it was seen. */
    private static WayEstimate surely(double seconds) {
        return new WayEstimate(
                Basis.SAID,
                new Tally(SURE, SURE),
                List.of(),
                Tally.NONE,
                Spread.of(Collections.nCopies(SURE, seconds)),
                Spread.NOTHING,
                WayEstimate.Spending.NOTHING);
    }

    static double seconds(Duration duration) {
        return (double) duration.toSeconds() + duration.toNanosPart() / 1e9;
    }

    /** As far as it is known beforehand, how many seconds an attempt takes. */
    double likely(Policy policy) {
        return way(policy.preferredAgent(subject).filter(agents::contains).orElse(agents.getFirst()))
                .likely();
    }

    WayModel way(String agent) {
        return Objects.requireNonNull(ways.getOrDefault(agent, ways.get(agents.getFirst())));
    }

    /** Whether attempts at it take a place. */
    boolean takesPlace() {
        return step.among().getFirst().body().isWork();
    }

    /** How many items it has in a run; 1 if it is done once. */
    int items(Luck luck) {
        ForEach each = step.forEach();
        if (each == null) {
            return 1;
        }
        if (each.in() instanceof ForEach.In.Listed(var listed)) {
            return listed.size();
        }
        return items.isEmpty()
                ? 1
                : (int) Math.min(each.most(), Math.round(items.amounts().get((int) (luck.open() * items.size()))));
    }

    int atOnce() {
        return step.forEach() == null ? 1 : step.forEach().atOnce();
    }
}

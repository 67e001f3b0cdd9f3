package dev.afterwise.learn;

import dev.afterwise.Attempt;
import dev.afterwise.Change;
import dev.afterwise.Distribution;
import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Outcome;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Proportions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which alternative of a step to prefer to an even draw among them.
 *
 * <p>Only first attempts are compared, and only where they were drawn evenly ({@link Draws}).
 *
 * <p>By success: the best is compared with all others together (Boschloo's test), its p-value multiplied by the number of
 * alternatives, since any of them might have been the best. The effect is its rate minus the mean of all rates, that is what
 * preferring it changes. By duration, among those whose successes are no rarer by more than {@link Choice#TOLERATED_LOSS}, and
 * certain not to be by more than a sixth - of a few runs everybody succeeds as often:
 * the same with {@link Medians} of what successes took.
 */
final class AgentStudy {
    private static final double TOLERATED_RISK = 1 / 6.0;

    private final Subject subject;
    private final Demands demands;
    private final List<Visit> visits;
    private final Map<String, List<Attempt>> byAgent;

    AgentStudy(Subject subject, List<Visit> visits, Demands demands) {
        this.subject = subject;
        this.demands = demands;
        this.visits = Draws.free(visits);
        this.byAgent = this.visits.stream()
                .collect(Collectors.groupingBy(
                        Draws::agent, TreeMap::new, Collectors.mapping(Visit::first, Collectors.toList())));
    }

    List<Finding> findings() {
        if (byAgent.size() < 2
                || byAgent.values().stream().anyMatch(attempts -> attempts.size() < demands.minSamples())) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        findings.add(bySuccess());
        List<String> alike =
                byAgent.keySet().stream().filter(this::isGoodEnough).toList();
        if (alike.size() >= 2 && alike.stream().allMatch(agent -> took(agent).count() >= demands.minSamples())) {
            findings.add(byDuration(alike));
        }
        return findings;
    }

    private Finding bySuccess() {
        String best = best();
        List<Tally> tallies = byAgent.keySet().stream().map(this::tally).toList();
        int k = tallies.size();
        Tally others = byAgent.keySet().stream()
                .filter(agent -> !agent.equals(best))
                .map(this::tally)
                .reduce(Tally.NONE, Tally::merge);
        double[] weights = new double[k];
        Arrays.fill(weights, -1.0 / k);
        weights[List.copyOf(byAgent.keySet()).indexOf(best)] += 1;
        Interval gain = Proportions.contrast(tallies, weights);
        double mean = tallies.stream().mapToDouble(Tally::rate).average().orElseThrow();
        double effect = tally(best).rate() - mean;
        double p = Math.min(1, k * Proportions.pValueOfGreater(tally(best), others));
        String because = "%s. Preferring '%s' to an even draw lets %s more of its runs succeed."
                .formatted(successes(), best, Words.points(effect, gain));
        boolean worth = effect >= demands.minGain() && gain.low() > 0;
        return finding(best, Measure.SUCCESS_RATE, effect, gain, p, because, worth);
    }

    private Finding byDuration(List<String> alike) {
        String quickest = alike.stream()
                .min(Comparator.comparing(agent -> took(agent).quantile(.5)))
                .orElseThrow();
        Distribution others = alike.stream()
                .filter(agent -> !agent.equals(quickest))
                .map(this::took)
                .reduce(Distribution.empty(), Distribution::merge);
        Medians saved = Medians.compare(others, took(quickest));
        double share = 1 - 1.0 / alike.size();
        Interval interval = saved.interval().times(share);
        double p = Math.min(1, alike.size() * saved.pValueOfLonger());
        String because = """
                Success does not tell them apart: %s. A success of '%s' typically takes %s, of the others %s. Preferring it \
                to an even draw saves some %s a run.""".formatted(
                        successes(),
                        quickest,
                        Words.median(took(quickest)),
                        Words.median(others),
                        Words.duration(saved.seconds() * share));
        boolean worth =
                interval.low() > 0 && saved.seconds() >= demands.minSaving() * Medians.seconds(others.quantile(.5));
        return finding(quickest, Measure.SECONDS_PER_RUN, saved.seconds() * share, interval, p, because, worth);
    }

    private Finding finding(
            String agent, Measure measure, double effect, Interval interval, double p, String because, boolean worth) {
        long sample = byAgent.values().stream().mapToLong(List::size).sum();
        List<Visit> telling = visits.stream()
                .filter(visit -> !agent.equals(Draws.agent(visit)))
                .filter(visit ->
                        measure != Measure.SUCCESS_RATE || visit.first().outcome() instanceof Outcome.Failed)
                .toList();
        var evidence =
                new Evidence(sample, measure, effect, interval.low(), interval.high(), p, Visit.examples(telling));
        return new Finding(
                p, worth ? Recommendation.propose(new Change.PreferAgent(subject, agent), because, evidence) : null);
    }

    private String best() {
        return byAgent.keySet().stream()
                .max(Comparator.<String>comparingDouble(agent -> tally(agent).rate())
                        .thenComparingLong(agent -> tally(agent).tried()))
                .orElseThrow();
    }

    private boolean isGoodEnough(String agent) {
        Tally own = tally(agent);
        Tally most = tally(best());
        return agent.equals(best())
                || (own.rate() >= most.rate() - Choice.TOLERATED_LOSS
                        && Proportions.difference(own, most).low() >= -TOLERATED_RISK);
    }

    private String successes() {
        return byAgent.keySet().stream()
                .sorted(Comparator.comparingDouble(agent -> -tally(agent).rate()))
                .map(agent -> "'%s' succeeds in %s".formatted(agent, Words.rate(tally(agent), "first attempts")))
                .collect(Collectors.joining(", "));
    }

    private Tally tally(String agent) {
        return Visit.tally(byAgent.getOrDefault(agent, List.of()));
    }

    private Distribution took(String agent) {
        return Distribution.of(Visit.successes(byAgent.getOrDefault(agent, List.of()).stream()));
    }
}

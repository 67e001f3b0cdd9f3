package dev.afterwise.learn;

import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Cuts;
import dev.afterwise.learn.stats.Medians;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether one alternative of a step should be taken above some number that a run was told, and another up to it.
 *
 * <p>That pays only if the better alternative is not the same on both sides of a cut. That outcomes depend on the number is
 * no reason, nor that one alternative's lead does (Gail and Simon, "Testing for qualitative interactions between treatment
 * effects and patient subsets", Biometrics 41, 1985). So both sides must speak, each for its own alternative and in an exact
 * test of its own: by success, or, where successes are no rarer by more than {@link Choice#TOLERATED_LOSS}, by duration. The
 * p-value of a cut is the greater of both sides' (an intersection-union test, of the stated level whatever else is true:
 * Berger, "Multiparameter hypothesis testing and acceptance sampling", Technometrics 24, 1982).
 *
 * <p>Taken is the cut whose weaker side is clearest, and its p-value is multiplied by the number of cuts looked at: all
 * attributes, at most {@value Cuts#MOST} places of each ({@link Cuts}), all pairs of alternatives, both ways round, as far as
 * all four samples have {@link Demands#minSamples}. Which those are depends on draws and numbers alone, never on outcomes. A
 * threshold has to be worth it against each single alternative, and the effect is what it brings over the best of them.
 *
 * <p>It looks at even draws ({@link Draws}). Where a threshold chooses already, see {@link ThresholdShift}.
 */
final class ThresholdStudy {
    private final Subject subject;
    private final Demands demands;
    private final List<Visit> visits;
    private final List<String> agents;

    ThresholdStudy(Subject subject, List<Visit> visits, Demands demands) {
        this.subject = subject;
        this.demands = demands;
        this.visits = Draws.free(visits);
        this.agents = this.visits.stream().map(Draws::agent).distinct().sorted().toList();
    }

    List<Finding> findings() {
        List<Split> splits = splits();
        return splits.stream()
                .map(split -> Map.entry(split, split.pValue(demands)))
                .min(Map.Entry.comparingByValue())
                .map(best -> new Finding(Math.min(1, splits.size() * best.getValue()), worth(best.getKey())))
                .stream()
                .toList();
    }

    private List<Split> splits() {
        if (agents.size() < 2 || visits.size() < 4L * demands.minSamples()) {
            return List.of();
        }
        return visits.stream()
                .flatMap(visit -> visit.numbers().keySet().stream())
                .distinct()
                .sorted()
                .flatMap(attribute -> splits(attribute).stream())
                .toList();
    }

    private List<Split> splits(String attribute) {
        var splits = new ArrayList<Split>();
        List<Visit> told = visits.stream()
                .filter(visit -> visit.numbers().containsKey(attribute))
                .toList();
        for (double cut : Cuts.of(numbers(told, attribute))) {
            var sides = told.stream().collect(Collectors.partitioningBy(visit -> visit.number(attribute) > cut));
            var upTo = new Side(Objects.requireNonNull(sides.get(false)));
            var beyond = new Side(Objects.requireNonNull(sides.get(true)));
            for (String agent : agents) {
                for (String otherwise : agents) {
                    if (!agent.equals(otherwise)
                            && upTo.knows(agent, otherwise, demands)
                            && beyond.knows(agent, otherwise, demands)) {
                        splits.add(new Split(attribute, cut, upTo, beyond, agent, otherwise));
                    }
                }
            }
        }
        return splits;
    }

    static double[] numbers(List<Visit> visits, String attribute) {
        return visits.stream().mapToDouble(visit -> visit.number(attribute)).toArray();
    }

    private @Nullable Recommendation worth(Split split) {
        String best = best();
        Gain gain = split.gainOver(best, demands);
        if (gain == null || agents.stream().anyMatch(each -> split.gainOver(each, demands) == null)) {
            return null;
        }
        List<Visit> telling = visits.stream()
                .filter(visit -> visit.numbers().containsKey(split.attribute()))
                .filter(visit -> !Draws.agent(visit)
                        .equals(visit.number(split.attribute()) > split.above() ? split.agent() : split.otherwise()))
                .toList();
        return Recommendation.propose(
                split.change(subject),
                split.because(best, gain, demands),
                gain.evidence((long) split.upTo().size() + split.beyond().size(), Visit.examples(telling)));
    }

    /** The alternative to always take: the one that succeeds most often, or, among those hardly behind it, the quickest. */
    private String best() {
        var all = new Side(visits);
        double most =
                agents.stream().map(all::tally).mapToDouble(Tally::rate).max().orElseThrow();
        return agents.stream()
                .filter(agent -> all.tally(agent).rate() >= most - Choice.TOLERATED_LOSS)
                .min(Comparator.comparingDouble(agent -> all.took(agent).count() == 0
                        ? Double.POSITIVE_INFINITY
                        : Medians.seconds(all.took(agent).quantile(.5))))
                .orElseThrow();
    }
}

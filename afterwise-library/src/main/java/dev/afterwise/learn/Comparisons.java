package dev.afterwise.learn;

import dev.afterwise.learn.stats.Corrections;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Proportions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every pair of candidates compared by success and by duration, with p-values corrected for all of these comparisons. */
final class Comparisons {
    private record Pair(Candidate one, Candidate other) {}

    private final List<Candidate> candidates;
    private final Demands demands;
    private final Map<Pair, Double> success = new HashMap<>();
    private final Map<Pair, Double> duration = new HashMap<>();

    Comparisons(List<Candidate> candidates, Demands demands) {
        this.candidates = candidates;
        this.demands = demands;
        for (int i = 0; i < candidates.size(); i++) {
            for (int j = i + 1; j < candidates.size(); j++) {
                var pair = new Pair(candidates.get(i), candidates.get(j));
                success.put(
                        pair,
                        Proportions.pValue(pair.one().decided(), pair.other().decided()));
                if (isTimed(pair.one()) && isTimed(pair.other())) {
                    duration.put(pair, pValueOfDurations(pair));
                }
            }
        }
        correct();
    }

    private static double pValueOfDurations(Pair pair) {
        double longer = Medians.compare(pair.one().took(), pair.other().took()).pValueOfLonger();
        double shorter = Medians.compare(pair.other().took(), pair.one().took()).pValueOfLonger();
        return Math.min(1, 2 * Math.min(longer, shorter));
    }

    private void correct() {
        List<Pair> successes = List.copyOf(success.keySet());
        List<Pair> durations = List.copyOf(duration.keySet());
        double[] p = new double[successes.size() + durations.size()];
        for (int i = 0; i < p.length; i++) {
            p[i] = i < successes.size()
                    ? success.getOrDefault(successes.get(i), 1.0)
                    : duration.getOrDefault(durations.get(i - successes.size()), 1.0);
        }
        double[] corrected = Corrections.holm(p);
        for (int i = 0; i < p.length; i++) {
            if (i < successes.size()) {
                success.put(successes.get(i), corrected[i]);
            } else {
                duration.put(durations.get(i - successes.size()), corrected[i]);
            }
        }
    }

    boolean isTimed(Candidate candidate) {
        return candidate.took().count() >= demands.minSamples();
    }

    double successPValue(Candidate one, Candidate other) {
        return either(success, one, other);
    }

    double durationPValue(Candidate one, Candidate other) {
        return either(duration, one, other);
    }

    private static double either(Map<Pair, Double> pValues, Candidate one, Candidate other) {
        return pValues.getOrDefault(new Pair(one, other), pValues.getOrDefault(new Pair(other, one), 1.0));
    }

    boolean succeedsMore(Candidate one, Candidate other) {
        return one.decided().rate() > other.decided().rate() && successPValue(one, other) <= demands.maxFalseAlarms();
    }

    boolean isQuicker(Candidate one, Candidate other) {
        Medians saved = Medians.compare(other.took(), one.took());
        double before = Medians.seconds(other.took().quantile(.5));
        return durationPValue(one, other) <= demands.maxFalseAlarms()
                && saved.interval().low() > 0
                && saved.seconds() >= demands.minSaving() * before;
    }

    /** What to say when none stands out: which ones could each be the best, and how many are seen to succeed less often. */
    Verdict nothing() {
        Candidate top = candidates.getFirst();
        List<Candidate> leading =
                candidates.stream().filter(each -> !succeedsMore(top, each)).toList();
        int behind = candidates.size() - leading.size();
        return new Verdict.NoDifference("neither success nor duration tells the best apart: "
                + leading.stream().map(Choice::successes).collect(Collectors.joining("; "))
                + (behind == 0 ? "" : "; %d more succeed less often".formatted(behind)));
    }
}

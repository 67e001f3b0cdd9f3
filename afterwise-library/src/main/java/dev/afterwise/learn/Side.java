package dev.afterwise.learn;

import dev.afterwise.Attempt;
import dev.afterwise.Distribution;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Proportions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of the first attempts of some runs, by the alternative that made them. For one thread. */
final class Side {
    private final Map<String, List<Attempt>> byAgent;
    private final Map<String, Distribution> took = new HashMap<>();
    private final int size;

    Side(List<Visit> visits) {
        this.size = visits.size();
        this.byAgent = visits.stream().map(Visit::first).collect(Collectors.groupingBy(Draws::agent));
    }

    int size() {
        return size;
    }

    Tally tally(String agent) {
        return Visit.tally(byAgent.getOrDefault(agent, List.of()));
    }

    /** How long its successes took. */
    Distribution took(String agent) {
        return took.computeIfAbsent(
                agent, ignored -> Distribution.of(Visit.successes(byAgent.getOrDefault(agent, List.of()).stream())));
    }

    /** Whether both were tried often enough to be compared. */
    boolean knows(String one, String other, Demands demands) {
        return tally(one).tried() >= demands.minSamples() && tally(other).tried() >= demands.minSamples();
    }

    /** Whether there are enough successes of both to compare how long they take. */
    boolean times(String one, String other, Demands demands) {
        return took(one).count() >= demands.minSamples() && took(other).count() >= demands.minSamples();
    }

    /** Whether its successes are no rarer, by more than is tolerated of one that is quicker. */
    boolean isGoodEnough(String one, String other) {
        return tally(one).rate() >= tally(other).rate() - Choice.TOLERATED_LOSS;
    }

    /**
     * How likely the one looks so much better, where it neither succeeds more often nor is quicker. Twice the smaller of both
     * p-values, since either would do.
     */
    double pValueOfBetter(String one, String other, Demands demands) {
        double success = Proportions.pValueOfGreater(tally(one), tally(other));
        double duration = isGoodEnough(one, other) && times(one, other, demands)
                ? Medians.compare(took(other), took(one)).pValueOfLonger()
                : 1;
        return Math.min(1, 2 * Math.min(success, duration));
    }

    /** How both do here, in words. */
    String compared(String one, String other, Demands demands) {
        String successes = "'%s' succeeds in %s, '%s' in %s"
                .formatted(one, Words.rate(tally(one), "first attempts"), other, Words.rate(tally(other), ""));
        return times(one, other, demands)
                ? "%s (a success takes %s and %s)"
                        .formatted(
                                successes,
                                Words.duration(took(one).quantile(.5)),
                                Words.duration(took(other).quantile(.5)))
                : successes;
    }
}

package dev.afterwise.learn.plans;

import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.Finding;
import dev.afterwise.learn.Words;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Which steps should wait for one that they don't need, because it often fails after much was spent on them in vain.
 *
 * <p>Of each step that fails runs, those steps are looked at that it doesn't wait for, and that don't wait for it, but were
 * worked at in runs that it failed. The p-value asks whether runs in which that happens are really more than {@link
 * Demands#minGain}: exact, of a binomial count. What waiting costs the runs that succeed is not asked here: that depends on the
 * whole plan, and is for a simulation to say.
 */
final class GateStudy {
    /** Of each step that fails, so many that were spent on in vain are looked at: those on which most was. */
    private static final int MOST = 3;

    private final Outline outline;
    private final Demands demands;
    private final List<Trip> trips;

    GateStudy(Outline outline, List<Trip> trips, Demands demands) {
        this.outline = outline;
        this.demands = demands;
        this.trips = trips;
    }

    /** Runs that failed at one step after another was worked at. */
    private record Waste(String failing, String spent, List<Trip> runs, double seconds) {}

    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        for (String failing : outline.needs().keySet()) {
            List<Trip> decided =
                    trips.stream().filter(trip -> trip.isDecided(failing)).toList();
            List<Trip> lost = decided.stream()
                    .filter(trip -> trip.hasFailed() && trip.failedAt(failing))
                    .toList();
            if (decided.size() >= 2 * demands.minSamples() && !lost.isEmpty()) {
                outline.needs().keySet().stream()
                        .filter(other -> !other.equals(failing)
                                && !outline.waitsFor(failing, other)
                                && !outline.waitsFor(other, failing))
                        .map(other -> waste(failing, other, lost))
                        .filter(waste -> !waste.runs.isEmpty())
                        .sorted(Comparator.comparingDouble((Waste waste) -> -waste.seconds)
                                .thenComparing(Waste::spent))
                        .limit(MOST)
                        .forEach(waste -> findings.add(finding(waste, decided)));
            }
        }
        return findings;
    }

    private static Waste waste(String failing, String spent, List<Trip> lost) {
        List<Trip> runs =
                lost.stream().filter(trip -> trip.secondsAt(spent) > 0).toList();
        return new Waste(
                failing,
                spent,
                runs,
                runs.stream().mapToDouble(trip -> trip.secondsAt(spent)).sum());
    }

    private Finding finding(Waste waste, List<Trip> decided) {
        var share = new Tally(decided.size(), waste.runs.size());
        double p =
                BinomialDistribution.of(decided.size(), demands.minGain()).survivalProbability(waste.runs.size() - 1);
        double each = waste.seconds / waste.runs.size();
        double perRun = waste.seconds / decided.size();
        double work = decided.stream().mapToDouble(Trip::work).sum() / decided.size();
        Interval saved = Proportions.interval(share).times(each);
        if (perRun < demands.minGain() * work) {
            return new Finding(p, null);
        }
        String because = """
                '%s' fails %s, after %s each were spent on '%s', which it doesn't wait for. Begun only after '%s', that is not \
                spent in vain: %s a run (%s to %s).""".formatted(
                        waste.failing,
                        Words.rate(share, "runs"),
                        Words.duration(each),
                        waste.spent,
                        waste.failing,
                        Words.duration(perRun),
                        Words.duration(saved.low()),
                        Words.duration(saved.high()));
        var evidence = new Evidence(
                decided.size(),
                Measure.SECONDS_PER_RUN,
                perRun,
                saved.low(),
                saved.high(),
                p,
                Trip.examples(waste.runs));
        return new Finding(
                p,
                Recommendation.propose(
                        new Change.Reorder(Subject.step(outline.task(), waste.spent), waste.failing),
                        because,
                        evidence));
    }
}

package dev.afterwise.learn.plans;

import dev.afterwise.Attempt;
import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Measure;
import dev.afterwise.Outcome;
import dev.afterwise.Recommendation;
import dev.afterwise.Recovery;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.Finding;
import dev.afterwise.learn.Words;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether, when a step has failed in a certain way, another of its ways does better than the same way once more.
 *
 * <p>Compared are attempts that follow upon a failure of one class: those made by another agent, against those made by the agent that had
 * failed. Which of them it was must have been left to chance, as it is when nothing is preferred; so only attempts that follow a
 * retry count. The p-value is Boschloo's. Where no attempt ever followed, nothing is said: that another way would do better
 * after a failure than it does otherwise is nothing that was seen.
 */
final class FallbackStudy {
    private final Subject subject;
    private final String step;
    private final Demands demands;
    private final List<Trip> trips;

    /** An attempt that follows a failed one. */
    private record Sequel(Trip trip, FailureClass after, String failed, String by, boolean worked) {}

    FallbackStudy(Subject subject, String step, List<Trip> trips, Demands demands) {
        this.subject = subject;
        this.step = step;
        this.demands = demands;
        this.trips = trips.stream().filter(trip -> trip.isDecided(step)).toList();
    }

    List<Finding> findings() {
        Map<FailureClass, List<Sequel>> byClass = new TreeMap<>();
        for (Trip trip : trips) {
            List<Attempt> attempts = trip.attempts(step);
            for (int i = 1; i < attempts.size(); i++) {
                Attempt before = attempts.get(i - 1);
                Attempt next = attempts.get(i);
                Failure failure = Trip.failure(before);
                if (failure != null
                        && before.then() instanceof Recovery.Retry
                        && before.agent() != null
                        && next.agent() != null
                        && Trip.isDecided(next.outcome())) {
                    byClass.computeIfAbsent(failure.failureClass(), ignored -> new ArrayList<>())
                            .add(new Sequel(
                                    trip,
                                    failure.failureClass(),
                                    Objects.requireNonNull(before.agent()),
                                    Objects.requireNonNull(next.agent()),
                                    next.outcome() instanceof Outcome.Succeeded));
                }
            }
        }
        var findings = new ArrayList<Finding>();
        byClass.forEach((after, sequels) -> findings.addAll(findings(after, sequels)));
        return findings;
    }

    private List<Finding> findings(FailureClass after, List<Sequel> sequels) {
        var agents = new TreeSet<String>();
        sequels.forEach(each -> agents.add(each.by()));
        var findings = new ArrayList<Finding>();
        for (String agent : agents) {
            List<Sequel> others = sequels.stream()
                    .filter(each -> !each.failed().equals(agent))
                    .toList();
            List<Sequel> same = others.stream()
                    .filter(each -> each.by().equals(each.failed()))
                    .toList();
            List<Sequel> other =
                    others.stream().filter(each -> each.by().equals(agent)).toList();
            if (same.size() >= demands.minSamples() && other.size() >= demands.minSamples()) {
                findings.add(finding(after, agent, same, other));
            }
        }
        return findings;
    }

    private Finding finding(FailureClass after, String agent, List<Sequel> same, List<Sequel> other) {
        Tally again = tally(same);
        Tally changed = tally(other);
        double p = Proportions.pValueOfGreater(changed, again);
        long concerned = trips.stream()
                .filter(trip -> trip.attempts(step).stream().anyMatch(each -> fails(each, after, agent)))
                .count();
        double share = (double) concerned / trips.size();
        double effect = share * (changed.rate() - again.rate());
        Interval gain = Proportions.difference(changed, again).times(share);
        if (effect < demands.minGain() || gain.low() <= 0) {
            return new Finding(p, null);
        }
        String because = """
                After a failure of class %s, '%s' succeeds in %s, while whoever failed succeeds again in %s. So it goes in %s of \
                runs; there, falling back lets %s more succeed at the next attempt.""".formatted(
                        after.label(),
                        agent,
                        Words.rate(changed, "attempts"),
                        Words.rate(again, ""),
                        Words.percent(share),
                        Words.points(changed.rate() - again.rate(), Proportions.difference(changed, again)));
        var evidence = new Evidence(
                (long) same.size() + other.size(),
                Measure.SUCCESS_RATE,
                effect,
                gain.low(),
                gain.high(),
                p,
                Trip.examples(
                        other.stream().filter(Sequel::worked).map(Sequel::trip).toList()));
        return new Finding(
                p, Recommendation.propose(new Change.FallBackTo(subject, Set.of(after), agent), because, evidence));
    }

    private static boolean fails(Attempt attempt, FailureClass failureClass, String otherThan) {
        Failure failure = Trip.failure(attempt);
        return failure != null && failure.failureClass() == failureClass && !otherThan.equals(attempt.agent());
    }

    private static Tally tally(List<Sequel> sequels) {
        return new Tally(sequels.size(), sequels.stream().filter(Sequel::worked).count());
    }
}

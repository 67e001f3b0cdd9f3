package dev.afterwise.learn;

import dev.afterwise.Attempt;
import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Measure;
import dev.afterwise.Outcome;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.learn.stats.Clusters;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How often to try a step that is given up though its failures may pass.
 *
 * <p>What a further attempt achieves is judged by the last ones that were made, since later attempts face the harder cases; where
 * none was ever made, by first attempts, and then it says so. How many more runs succeed has an interval ({@link RetryGain}),
 * whose lower end must reach {@link Demands#minGain}. The p-value is twice the chance that the gain stays below that.
 *
 * <p>It is silent where failures are permanent, where failures come in clusters ({@link Clusters}: an outage is waited out, not
 * retried), and about runs under an older limit. Of a step with alternatives it looks at the one that does best, so that
 * nothing is gained twice, by choosing and by retrying.
 */
final class RetryStudy {
    /** The most attempts recommended: what five do not achieve, a person should look at. */
    static final int MOST_ATTEMPTS = 5;
    /** The fewest attempts are recommended that bring this share of what the most would. */
    private static final double ENOUGH = .95;
    /** Clusters are seen where independent tries look as clustered in one of twenty histories. */
    private static final double CLUSTERED = .05;
    /** Failures of which nobody knows whether they pass are retried if a retry is known to help in one of ten cases. */
    private static final double PASSES = .1;

    private final Subject subject;
    private final Demands demands;
    private final List<Visit> visits;
    private final boolean unknownPasses;

    RetryStudy(Subject subject, List<Visit> visits, Demands demands) {
        this.subject = subject;
        this.demands = demands;
        this.visits = ofBestAgent(visits, demands).stream()
                .filter(Visit::isDecided)
                .filter(visit -> visit.last().outcome() instanceof Outcome.Succeeded || visit.gaveUp())
                .toList();
        this.unknownPasses = Proportions.interval(retriesAfterUnknown()).low() > PASSES;
    }

    List<Finding> findings() {
        List<Visit> sample = underNewestLimit();
        List<Visit> lost = sample.stream().filter(this::isLost).toList();
        int now = lost.isEmpty() ? MOST_ATTEMPTS : lost.getLast().last().number();
        boolean[] losses = new boolean[sample.size()];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = isLost(sample.get(i));
        }
        if (sample.size() < demands.minSamples() || now >= MOST_ATTEMPTS || Clusters.pValue(losses) <= CLUSTERED) {
            return List.of();
        }
        return List.of(finding(sample, lost, now));
    }

    private Finding finding(List<Visit> sample, List<Visit> lost, int now) {
        List<Attempt> seen = attempts(visits, Math.max(2, now));
        boolean assumed = seen.isEmpty();
        List<Attempt> basis = assumed ? attempts(sample, 1) : seen;
        Tally worked = Visit.tally(basis);
        long failed = worked.tried() - worked.worked();
        long passing = basis.stream().filter(this::mayPass).count();
        var share = new Tally(sample.size(), lost.size());
        var gain = new RetryGain(share, worked, failed == 0 ? 1 : (double) passing / failed);
        int most = MOST_ATTEMPTS - now;
        int further = IntStream.rangeClosed(1, most)
                .filter(n -> gain.mean(n) >= ENOUGH * gain.mean(most))
                .findFirst()
                .orElse(most);
        double p = Math.min(1, 2 * gain.atMost(demands.minGain(), further));
        // The lower end of the 95 % interval reaches the smallest gain exactly where this does.
        if (p > .05) {
            return new Finding(p, null);
        }
        Interval interval = gain.interval(further);
        String because = because(share, now, worked, assumed)
                + " Up to %d attempts let %s more of its runs succeed, for %s more attempts a run on average."
                        .formatted(
                                now + further,
                                Words.points(gain.mean(further), interval),
                                Words.number(gain.attemptsPerRun(further)));
        var evidence = new Evidence(
                sample.size(),
                Measure.SUCCESS_RATE,
                gain.mean(further),
                interval.low(),
                interval.high(),
                p,
                Visit.examples(lost));
        return new Finding(p, Recommendation.propose(new Change.RetryUpTo(subject, now + further), because, evidence));
    }

    private String because(Tally share, int now, Tally worked, boolean assumed) {
        String lost = "After %d %s, %s end in a failure that may pass."
                .formatted(now, now == 1 ? "attempt" : "attempts", Words.rate(share, "runs"));
        return lost
                + (assumed
                        ? " No retry was seen yet: this assumes that one succeeds as often as a first attempt, %s."
                                .formatted(Words.rate(worked, ""))
                        : " Of attempts number %d, %s succeeded.".formatted(Math.max(2, now), Words.rate(worked, "")));
    }

    /** The runs since the limit was last changed, as far as giving up, or going on, shows it. */
    private List<Visit> underNewestLimit() {
        int limit = 0;
        int reached = 0;
        for (int i = visits.size() - 1; i >= 0; i--) {
            int number = visits.get(i).last().number();
            if (isLost(visits.get(i))) {
                if (number < reached || (limit != 0 && number != limit)) {
                    return visits.subList(i + 1, visits.size());
                }
                limit = number;
            }
            reached = Math.max(reached, number);
        }
        return visits;
    }

    /** Whether it was given up after a failure that may pass. */
    private boolean isLost(Visit visit) {
        return mayPass(visit.last());
    }

    private boolean mayPass(Attempt attempt) {
        Failure failure = Visit.failure(attempt);
        if (failure == null
                || failure.failureClass() == FailureClass.CANCELLED
                || failure.failureClass() == FailureClass.CIRCUIT_OPEN) {
            return false;
        }
        return failure.transience() == Transience.TRANSIENT
                || (failure.transience() == Transience.UNKNOWN && unknownPasses);
    }

    private Tally retriesAfterUnknown() {
        Tally tally = Tally.NONE;
        for (Visit visit : visits) {
            for (int i = 1; i < visit.attempts().size(); i++) {
                Failure before = Visit.failure(visit.attempts().get(i - 1));
                if (before != null && before.transience() == Transience.UNKNOWN) {
                    tally = tally.merge(Visit.tally(visit.attempts().subList(i, i + 1)));
                }
            }
        }
        return tally;
    }

    private static List<Attempt> attempts(List<Visit> visits, int number) {
        return visits.stream()
                .flatMap(visit -> visit.attempts().stream())
                .filter(attempt -> attempt.number() == number)
                .toList();
    }

    private static List<Visit> ofBestAgent(List<Visit> visits, Demands demands) {
        var byAgent = visits.stream()
                .filter(visit -> visit.first().agent() != null
                        && Visit.isDecided(visit.first().outcome()))
                .collect(Collectors.groupingBy(
                        visit -> Objects.requireNonNull(visit.first().agent())));
        return byAgent.isEmpty()
                ? visits
                : byAgent.values().stream()
                        .filter(each -> each.size() >= demands.minSamples())
                        .max(Comparator.comparingDouble(each -> Visit.tally(
                                        each.stream().map(Visit::first).toList())
                                .rate()))
                        .orElse(List.of());
    }
}

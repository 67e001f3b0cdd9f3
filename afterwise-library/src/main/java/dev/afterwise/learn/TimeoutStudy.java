package dev.afterwise.learn;

import dev.afterwise.Attempt;
import dev.afterwise.Change;
import dev.afterwise.Distribution;
import dev.afterwise.Evidence;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Measure;
import dev.afterwise.Recommendation;
import dev.afterwise.Recovery;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.learn.stats.Quantiles;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait for an attempt at a step that sometimes hangs.
 *
 * <p>The limit is three times what a success hardly exceeds: the upper 95 % confidence bound of the 99th percentile of the
 * successes, or, of fewer than 299 of them, the longest. With that confidence at most the share {@code 1 - 0.05^(1/n)} of good
 * attempts takes longer than the longest of {@code n} (David and Nagaraja, "Order Statistics", 2003, section 7.1), and at most
 * a third of those longer than three times as much, unless their tail is heavier than a Pareto tail of index 1 - the heaviest
 * found for the lifetimes of processes (Harchol-Balter and Downey, "Exploiting process lifetime distributions for dynamic load
 * balancing", ACM Transactions on Computer Systems 15, 1997). So no more than 5 % of good attempts are cut off with 20
 * successes, and a third of 1 % with 299.
 *
 * <p>The p-value asks whether the time-outs are merely the slow end of the successes: by Rényi's representation of the order
 * statistics of such a tail, {@code t} time-outs then all exceed the longest success {@code c} times with a chance of at most
 * {@code c^-t}.
 *
 * <p>It looks at attempts under the limit in force now, and is silent if that is near already.
 */
final class TimeoutStudy {
    private static final int MIN_SUCCESSES = 20;
    private static final int MIN_TIMEOUTS = 2;
    private static final double QUANTILE = .99;
    private static final double CONFIDENCE = .95;
    private static final double MARGIN = 3;
    /** Time-outs that took as long, up to this factor, were under the same limit. */
    private static final double SAME_LIMIT = 1.25;
    /** Below half a second, a machine that pauses looks like an attempt that hangs. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final Subject subject;
    private final Demands demands;
    private final List<Visit> visits;

    TimeoutStudy(Subject subject, List<Visit> visits, Demands demands) {
        this.subject = subject;
        this.demands = demands;
        this.visits = underNewestLimit(visits.stream()
                .filter(visit -> visit.attempts().stream().anyMatch(attempt -> Visit.isDecided(attempt.outcome())))
                .toList());
    }

    List<Finding> findings() {
        List<Attempt> attempts = visits.stream()
                .flatMap(visit -> visit.attempts().stream())
                .filter(attempt -> Visit.isDecided(attempt.outcome()))
                .toList();
        List<Duration> timeouts = attempts.stream()
                .map(TimeoutStudy::timeout)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .sorted()
                .toList();
        Distribution successes = Distribution.of(Visit.successes(attempts.stream()));
        if (timeouts.size() < MIN_TIMEOUTS || successes.count() < MIN_SUCCESSES || hasUnknownAgent()) {
            return List.of();
        }
        Tally share = new Tally(attempts.size(), timeouts.size());
        double excess = Medians.seconds(timeouts.getFirst()) / Medians.seconds(successes.quantile(1));
        double p = Math.min(1, Math.pow(excess, -timeouts.size()));
        return List.of(finding(share, timeouts.get(timeouts.size() / 2), successes, p));
    }

    private Finding finding(Tally share, Duration now, Distribution successes, double p) {
        Duration bound = Quantiles.upperBound(successes, QUANTILE, CONFIDENCE);
        double beyond = bound != null ? 1 - QUANTILE : 1 - Math.pow(1 - CONFIDENCE, 1.0 / successes.count());
        Duration longest = bound != null ? bound : successes.quantile(1);
        Duration limit = roundedUp(Medians.seconds(longest) * MARGIN);
        double each = Medians.seconds(now) - Medians.seconds(limit);
        if (each < demands.minSaving() * Medians.seconds(now)) {
            return new Finding(p, null);
        }
        double perRun = each * share.tried() / visits.size();
        Interval saved = Proportions.interval(share).times(perRun);
        var evidence = new Evidence(
                share.tried(),
                Measure.SECONDS_PER_RUN,
                share.rate() * perRun,
                saved.low(),
                saved.high(),
                p,
                Visit.examples(visits.stream()
                        .filter(visit -> visit.attempts().stream().anyMatch(attempt -> timeout(attempt) != null))
                        .toList()));
        String because = """
                %s were cut off after %s, while the slowest of %,d successes took %s. Cut off after %s, at most %s of \
                good attempts are lost, and a run takes %s less on average (%s to %s).%s""".formatted(
                        Words.rate(share, "attempts"),
                        Words.duration(now),
                        successes.count(),
                        Words.duration(successes.quantile(1)),
                        Words.duration(limit),
                        Words.percent(beyond / MARGIN),
                        Words.duration(share.rate() * perRun),
                        Words.duration(saved.low()),
                        Words.duration(saved.high()),
                        isRetried() ? " What hangs is tried again that much sooner." : "");
        return new Finding(p, Recommendation.propose(new Change.TimeOutAfter(subject, limit), because, evidence));
    }

    /** Two significant digits, upwards, and at least {@link #SHORTEST}. */
    static Duration roundedUp(double seconds) {
        BigDecimal rounded = new BigDecimal(seconds).round(new MathContext(2, RoundingMode.CEILING));
        Duration duration = Duration.ofMillis(
                rounded.movePointRight(3).setScale(0, RoundingMode.CEILING).longValueExact());
        return duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration;
    }

    private boolean isRetried() {
        return visits.stream()
                .flatMap(visit -> visit.attempts().stream())
                .anyMatch(attempt -> timeout(attempt) != null && attempt.then() instanceof Recovery.Retry);
    }

    /** Whether an alternative works sometimes, but too seldom to know how long it may take. */
    private boolean hasUnknownAgent() {
        return visits.stream()
                .flatMap(visit -> visit.attempts().stream())
                .filter(attempt -> attempt.agent() != null)
                .collect(Collectors.groupingBy(attempt -> Objects.requireNonNull(attempt.agent())))
                .values()
                .stream()
                .mapToInt(attempts -> Visit.successes(attempts.stream()).size())
                .anyMatch(n -> n > 0 && n < demands.minSamples());
    }

    private static List<Visit> underNewestLimit(List<Visit> visits) {
        var kept = new ArrayList<Visit>();
        double now = 0;
        for (Visit visit : visits.reversed()) {
            for (Attempt attempt : visit.attempts().reversed()) {
                Duration timeout = timeout(attempt);
                if (timeout != null) {
                    double seconds = Medians.seconds(timeout);
                    now = now == 0 ? seconds : now;
                    if (seconds > now * SAME_LIMIT || seconds * SAME_LIMIT < now) {
                        return kept.reversed();
                    }
                }
            }
            kept.add(visit);
        }
        return kept.reversed();
    }

    /** How long the attempt took before it timed out; null if it did not, or nobody knows. */
    private static @Nullable Duration timeout(Attempt attempt) {
        Failure failure = Visit.failure(attempt);
        return failure != null && failure.failureClass() == FailureClass.TIMEOUT ? Visit.took(attempt) : null;
    }
}

package dev.afterwise.learn;

import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.Measure;
import dev.afterwise.Payload;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Proportions;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What came of a change after it was adopted: runs of its subject before are compared with runs after.
 *
 * <p>Success is that of the step in the end, or of its first attempt where the change is about whom to take first; rates are
 * compared by {@link Proportions#difference}. Time is what a run spends in the step, over all attempts and waiting aside;
 * means are compared, since what is promised is time per run, by Welch's interval ("The generalization of 'Student's' problem
 * when several different population variances are involved", Biometrika 34, 1947). It holds for skewed durations only as far
 * as the samples are large.
 *
 * <p>Before and after differ in time, too. Whatever else changed in between is in the gain, and nobody drew who ran when.
 */
public sealed interface Realised {
    /** How many runs of the subject there were before. */
    long before();

    /** How many there were after. */
    long after();

    /**
     * There were enough runs on both sides.
     *
     * @param gain positive is better, in units of the measure
     * @param interval its 95 % interval
     */
    record Measured(long before, long after, double gain, Interval interval) implements Realised {}

    /** There were fewer than {@link Demands#minSamples} on either side. */
    record TooLittle(long before, long after) implements Realised {}

    /** @param measure what the change was to improve */
    static Realised of(Change change, Measure measure, Collection<Execution> before, Collection<Execution> after) {
        List<Visit> earlier = visits(change, before);
        List<Visit> later = visits(change, after);
        return switch (measure) {
            case SUCCESS_RATE -> success(tally(change, earlier), tally(change, later));
            case SECONDS_PER_RUN -> time(seconds(earlier), seconds(later));
        };
    }

    private static Realised success(Tally before, Tally after) {
        return isEnough(before.tried(), after.tried())
                ? new Measured(
                        before.tried(),
                        after.tried(),
                        after.rate() - before.rate(),
                        Proportions.difference(after, before))
                : new TooLittle(before.tried(), after.tried());
    }

    private static Realised time(double[] before, double[] after) {
        return isEnough(before.length, after.length)
                ? new Measured(before.length, after.length, mean(before) - mean(after), welch(before, after))
                : new TooLittle(before.length, after.length);
    }

    private static boolean isEnough(long before, long after) {
        return Math.min(before, after) >= Demands.DEFAULT.minSamples();
    }

    private static Interval welch(double[] before, double[] after) {
        double one = variance(before) / before.length;
        double other = variance(after) / after.length;
        double gain = mean(before) - mean(after);
        double error = Math.sqrt(one + other);
        if (error == 0) {
            return new Interval(gain, gain);
        }
        double freedom =
                (one + other) * (one + other) / (one * one / (before.length - 1) + other * other / (after.length - 1));
        double half = error * TDistribution.of(freedom).inverseSurvivalProbability(.025);
        return new Interval(gain - half, gain + half);
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return DoubleStream.of(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
    }

    private static Tally tally(Change change, List<Visit> visits) {
        boolean isAboutTheEnd = change instanceof Change.RetryUpTo || change instanceof Change.TimeOutAfter;
        Stream<Attempt> telling = visits.stream().map(isAboutTheEnd ? Visit::last : Visit::first);
        return Visit.tally(
                telling.filter(attempt -> Visit.isDecided(attempt.outcome())).toList());
    }

    /** What each decided run spent, as far as all its attempts were timed. */
    private static double[] seconds(List<Visit> visits) {
        return visits.stream()
                .filter(Visit::isDecided)
                .flatMap(visit -> took(visit).stream())
                .mapToDouble(Medians::seconds)
                .toArray();
    }

    private static Optional<Duration> took(Visit visit) {
        List<Duration> known = visit.attempts().stream()
                .map(Visit::took)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        return known.size() == visit.attempts().size()
                ? Optional.of(known.stream().reduce(Duration.ZERO, Duration::plus))
                : Optional.empty();
    }

    private static List<Visit> visits(Change change, Collection<Execution> executions) {
        Optional<String> step = change.subject().part(Dimension.STEP);
        return executions.stream()
                .filter(execution -> change.subject().covers(execution.profile()))
                .flatMap(execution ->
                        step.map(id -> passages(execution, id)).orElseGet(() -> Stream.of(whole(execution))))
                .toList();
    }

    private static Stream<Visit> passages(Execution execution, String id) {
        return execution.steps().stream()
                .filter(step -> step.parent() == null
                        && !step.attempts().isEmpty()
                        && step.action() instanceof Action.ToolCall(String tool, var ignored)
                        && tool.equals(id))
                .map(step -> new Visit(
                        execution.id(),
                        step.attempts().stream()
                                .sorted(Comparator.comparingInt(Attempt::number))
                                .toList()));
    }

    /** Where the subject is no step, the execution itself is the one attempt at it. */
    private static Visit whole(Execution execution) {
        var all = new Attempt(
                1,
                null,
                execution.startedAt(),
                execution.outcome(),
                execution.headline().usage(),
                Payload.NONE,
                null);
        return new Visit(execution.id(), List.of(all));
    }
}

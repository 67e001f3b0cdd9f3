package dev.afterwise.learn.similar;

import dev.afterwise.Distribution;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Quantiles;
import dev.afterwise.learn.stats.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.jspecify.annotations.Nullable;

/**
 * What work like this was like.
 *
 * @param summary what those that are alike add up to
 * @param success the rate of success to expect
 * @param took the median duration to expect, in seconds; null if nobody knows
 * @param cost the mean cost to expect, in dollars; null if none was recorded
 * @param factors what those that succeed have more often or less often, the surest first
 * @param troubles what went wrong, most frequent first
 * @param recoveries what was done about it, by strategy
 */
public record Resemblance(
        Summary summary,
        Estimate success,
        @Nullable Estimate took,
        @Nullable Estimate cost,
        List<Factor> factors,
        List<Trouble> troubles,
        SortedMap<String, Tally> recoveries) {
    /** The usual counts as much as so many that are alike. */
    private static final double USUAL_WEIGHS = 10;

    private static final double TAIL = .025;

    public Resemblance {
        factors = List.copyOf(factors);
        troubles = List.copyOf(troubles);
    }

    /** What is said of these, where {@code usual} is all work of the kind. */
    public static Resemblance of(List<Like> alike, Summary usual) {
        var builder = new Summary.Builder(Subject.EVERYTHING);
        alike.forEach(each -> builder.add(each.headline()));
        Summary summary = builder.build();
        return new Resemblance(
                summary,
                success(summary, usual),
                took(summary.took(), usual.took()),
                cost(alike, usual),
                Factors.in(alike),
                troubles(alike, summary),
                new TreeMap<>(summary.recoveries()));
    }

    /** What counts for success: those that succeed among them more often if it holds. */
    public List<Factor> practices() {
        return factors.stream().filter(each -> each.effect() > 0).toList();
    }

    /** What counts against it. */
    public List<Factor> risks() {
        return factors.stream().filter(each -> each.effect() < 0).toList();
    }

    /** A Beta prior with the usual rate as its mean, and as heavy as ten executions. */
    private static Estimate success(Summary summary, Summary usual) {
        Tally known = usual.outcomes().decided();
        Tally seen = summary.outcomes().decided();
        // Half a success and half a failure more, so that a perfect record is a prior, too.
        double rate = (known.worked() + .5) / (known.tried() + 1);
        BetaDistribution posterior = BetaDistribution.of(
                USUAL_WEIGHS * rate + seen.worked(), USUAL_WEIGHS * (1 - rate) + seen.tried() - seen.worked());
        return new Estimate(
                known.rate(),
                posterior.getMean(),
                new Interval(posterior.inverseCumulativeProbability(TAIL), posterior.inverseSurvivalProbability(TAIL)),
                seen.tried());
    }

    /** The medians' weighted mean, by their logarithms; the interval is that of those that are alike, drawn in the same way. */
    private static @Nullable Estimate took(Distribution alike, Distribution usual) {
        if (alike.count() == 0) {
            return null;
        }
        double median = seconds(alike, .5);
        double all = usual.count() == 0 ? median : seconds(usual, .5);
        Span span = Quantiles.interval(alike, .5);
        double low = span.low().toNanos() / 1e9;
        double high = span.high() == null ? seconds(alike, 1) : span.high().toNanos() / 1e9;
        return new Estimate(
                all,
                drawn(median, all, alike.count()),
                new Interval(
                        drawn(Math.max(low, 1e-6), all, alike.count()), drawn(Math.max(high, low), all, alike.count())),
                alike.count());
    }

    private static double drawn(double alike, double usual, long n) {
        double share = (double) n / ((double) n + USUAL_WEIGHS);
        return Math.exp(share * Math.log(Math.max(alike, 1e-6)) + (1 - share) * Math.log(Math.max(usual, 1e-6)));
    }

    private static double seconds(Distribution took, double q) {
        return took.quantile(q).toNanos() / 1e9;
    }

    private static @Nullable Estimate cost(List<Like> alike, Summary usual) {
        double[] costs = alike.stream()
                .mapToDouble(each -> (double) each.headline().usage().cost().micros() / 1e6)
                .toArray();
        double mean = Arrays.stream(costs).average().orElse(0);
        if (mean == 0) {
            return null;
        }
        double squares =
                Arrays.stream(costs).map(each -> (each - mean) * (each - mean)).sum();
        double error = costs.length < 2 ? mean : Math.sqrt(squares / (costs.length - 1.0) / costs.length);
        long n = usual.outcomes().total();
        double all = n == 0 ? mean : (double) usual.usage().cost().micros() / 1e6 / (double) n;
        double share = costs.length / (costs.length + USUAL_WEIGHS);
        double adjusted = share * mean + (1 - share) * all;
        double half = share * 1.96 * error;
        return new Estimate(all, adjusted, new Interval(Math.max(0, adjusted - half), adjusted + half), costs.length);
    }

    private record Kind(FailureClass failureClass, Fingerprint fingerprint) {}

    private static List<Trouble> troubles(List<Like> alike, Summary summary) {
        Map<Kind, List<Headline>> kinds = new LinkedHashMap<>();
        for (Like each : alike) {
            if (each.headline().outcome() instanceof Outcome.Failed(var ignored, Failure failure)) {
                kinds.computeIfAbsent(
                                new Kind(failure.failureClass(), failure.fingerprint()), kind -> new ArrayList<>())
                        .add(each.headline());
            }
        }
        long decided = summary.outcomes().decided().tried();
        return kinds.values().stream()
                .map(all -> all.stream()
                        .max(Comparator.comparing(Headline::startedAt))
                        .map(newest -> trouble(newest, new Tally(decided, all.size())))
                        .orElseThrow())
                .sorted(Comparator.comparingLong((Trouble each) -> -each.share().worked())
                        .thenComparing(each -> each.execution().hex()))
                .toList();
    }

    private static Trouble trouble(Headline newest, Tally share) {
        return new Trouble(((Outcome.Failed) newest.outcome()).failure(), newest.id(), share);
    }
}

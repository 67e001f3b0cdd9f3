package dev.afterwise.learn;

import dev.afterwise.Distribution;
import dev.afterwise.Evidence;
import dev.afterwise.ExecutionId;
import dev.afterwise.Measure;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Proportions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What it brings, per run, to let some runs be made by another alternative: more successes, or else time saved. Shares of runs
 * are taken as they were seen.
 *
 * @param interval of the effect
 */
record Gain(Measure measure, double effect, Interval interval) {
    /** In a share of all runs, one alternative in place of another. */
    record Exchange(double share, Side side, String one, String inPlaceOf) {}

    /**
     * Null if it isn't worth it: neither are successes more by {@link Demands#minGain}, nor, while they are hardly fewer, time
     * is saved that is at least {@link Demands#minSaving} of what runs take.
     *
     * @param seconds what a run takes before the exchange, typically
     */
    static @Nullable Gain of(List<Exchange> exchanges, double seconds, Demands demands) {
        Gain successes = successes(exchanges);
        if (successes.effect >= demands.minGain() && successes.interval.low() > 0) {
            return successes;
        }
        if (successes.effect < -Choice.TOLERATED_LOSS
                || !exchanges.stream().allMatch(each -> each.side.times(each.one, each.inPlaceOf, demands))) {
            return null;
        }
        Gain saved = saved(exchanges);
        return saved.effect >= demands.minSaving() * seconds && saved.interval.low() > 0 ? saved : null;
    }

    private static Gain successes(List<Exchange> exchanges) {
        var tallies = new ArrayList<Tally>();
        double[] weights = new double[2 * exchanges.size()];
        double effect = 0;
        for (Exchange each : exchanges) {
            Tally one = each.side.tally(each.one);
            Tally other = each.side.tally(each.inPlaceOf);
            effect += each.share * (one.rate() - other.rate());
            weights[tallies.size()] = each.share;
            tallies.add(one);
            weights[tallies.size()] = -each.share;
            tallies.add(other);
        }
        return new Gain(Measure.SUCCESS_RATE, effect, Proportions.contrast(tallies, weights));
    }

    private static Gain saved(List<Exchange> exchanges) {
        double effect = sum(exchanges, each -> each.share * savedBy(each).seconds());
        double half = Math.sqrt(sum(
                exchanges, each -> Math.pow(each.share * halfWidth(savedBy(each).interval()), 2)));
        return new Gain(Measure.SECONDS_PER_RUN, effect, new Interval(effect - half, effect + half));
    }

    private static double sum(List<Exchange> exchanges, Function<Exchange, Double> part) {
        return exchanges.stream().mapToDouble(part::apply).sum();
    }

    private static Medians savedBy(Exchange exchange) {
        Distribution before = exchange.side.took(exchange.inPlaceOf);
        return Medians.compare(before, exchange.side.took(exchange.one));
    }

    private static double halfWidth(Interval interval) {
        return (interval.high() - interval.low()) / 2;
    }

    /** What is to be said of it before its p-value is corrected. */
    Evidence evidence(long sample, List<ExecutionId> examples) {
        return new Evidence(sample, measure, effect, interval.low(), interval.high(), 1, examples);
    }

    /** In words, after whatever brings it. */
    String words() {
        return measure == Measure.SUCCESS_RATE
                ? "lets %s more runs succeed".formatted(Words.points(effect, interval))
                : "saves some %s a run (%s to %s)"
                        .formatted(
                                Words.duration(effect),
                                Words.duration(interval.low()),
                                Words.duration(interval.high()));
    }
}

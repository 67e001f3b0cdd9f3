package dev.afterwise.learn.remedies;

import dev.afterwise.BreakerLimits;
import dev.afterwise.Change;
import dev.afterwise.Measure;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Proportions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * After how many failures in a row the circuit breaker of a component should open.
 *
 * <p>What counts is how the next call ended after so many failures in a row: once for each unbroken run of failures, so that an outage
 * is one event however many calls it met, and only if it came before a breaker that had opened would have let a probe through. Where
 * after fewer than the limit nearly none succeeds, whoever waits for the limit wastes the calls in between; the gain is their time.
 * Where just below the limit most succeed, the failures are no outage but chance, and the breaker refuses calls that would have
 * succeeded; the gain is their share, at that rate. Both are exact binomial tests, against one success in five and one in two.
 */
final class BreakerStudy {
    /** Nearly none: whoever is refused wrongly is so in less than one case of five. */
    private static final double NEARLY_NONE = .2;

    private static final double MOST = .5;
    private static final int FEWEST_RUNS = 10;
    private static final int FEWEST_REFUSED = 10;
    private static final int LOWEST = 2;

    private final String component;
    private final List<Call> calls;
    private final BreakerLimits limits;

    BreakerStudy(String component, List<Call> calls, BreakerLimits limits) {
        this.component = component;
        this.calls = calls;
        this.limits = limits;
    }

    /** How the next calls ended, and what those cost that failed beyond; one of each for each run of failures. */
    private record After(int failures, Tally next, List<Double> wasted) {}

    List<Found> found() {
        List<Found> found = new ArrayList<>();
        List<After> below = IntStream.range(LOWEST, limits.failuresInARow())
                .mapToObj(this::after)
                .filter(each -> each.next().tried() >= FEWEST_RUNS)
                .toList();
        Found lower = below.stream()
                .map(each -> new Found(Math.min(1, below.size() * Tail.fewer(each.next(), NEARLY_NONE)), lower(each)))
                .min(Comparator.comparingDouble(Found::pValue))
                .orElse(null);
        if (lower != null) {
            found.add(lower);
        }
        Found raise = raise();
        if (raise != null) {
            found.add(raise);
        }
        return found;
    }

    private After after(int failures) {
        long tried = 0;
        long worked = 0;
        var wasted = new ArrayList<Double>();
        int streak = 0;
        double waste = 0;
        Call reached = null;
        for (Call each : calls) {
            if (each.sign() == Call.Sign.SILENT || each.sign() == Call.Sign.REFUSED) {
                continue;
            }
            if (streak == failures && reached != null && isSoon(reached, each)) {
                tried++;
                worked += each.sign() == Call.Sign.WELL ? 1 : 0;
            }
            if (each.sign() == Call.Sign.WELL) {
                if (waste > 0) {
                    wasted.add(waste);
                }
                streak = 0;
                waste = 0;
                reached = null;
                continue;
            }
            streak++;
            if (streak == failures) {
                reached = each;
            } else if (reached != null && streak <= limits.failuresInARow() && isSoon(reached, each)) {
                waste += each.took() == null ? 0 : Medians.seconds(each.took());
            }
        }
        if (waste > 0) {
            wasted.add(waste);
        }
        return new After(failures, new Tally(tried, worked), wasted);
    }

    private boolean isSoon(Call first, Call next) {
        return Duration.between(first.at(), next.at()).compareTo(limits.openFor()) < 0;
    }

    private Found.@Nullable Worth lower(After after) {
        long runs = executions();
        double gain = after.wasted().stream().mapToDouble(each -> each).sum() / (double) runs;
        double error = Math.sqrt(
                        after.wasted().stream().mapToDouble(each -> each * each).sum())
                / (double) runs;
        var interval = new Interval(gain - Proportions.Z * error, gain + Proportions.Z * error);
        double spent = calls.stream()
                        .mapToDouble(each -> each.took() == null ? 0 : Medians.seconds(each.took()))
                        .sum()
                / (double) runs;
        if (interval.low() <= 0 || gain < spent * Demands.DEFAULT.minGain()) {
            return null;
        }
        String because =
                "After %d failures of '%s' in a row, %s of the next calls succeed. The breaker waits for %d, and the calls in between fail after a while: %.2g s for each execution that calls it."
                        .formatted(after.failures(), component, Say.rate(after.next()), limits.failuresInARow(), gain);
        return worth(after.failures(), because, runs, Measure.SECONDS_PER_RUN, gain, interval);
    }

    private @Nullable Found raise() {
        int most = limits.failuresInARow();
        long refused =
                calls.stream().filter(each -> each.sign() == Call.Sign.REFUSED).count();
        if (most >= BreakerLimits.MOST_IN_A_ROW || refused < FEWEST_REFUSED) {
            return null;
        }
        After below = after(Math.max(1, most - 1));
        if (below.next().tried() < FEWEST_RUNS) {
            return null;
        }
        double share = (double) refused / calls.size();
        Interval rate = Proportions.interval(below.next());
        double gain = share * below.next().rate();
        double p = Tail.more(below.next(), MOST);
        if (gain < Demands.DEFAULT.minGain()) {
            return Found.nothing(p);
        }
        String because =
                "After %d failures of '%s' in a row, %s of the next calls succeed: they fail by chance, not because it is down. The breaker opens after %d, and has refused %,d of %,d calls."
                        .formatted(below.failures(), component, Say.rate(below.next()), most, refused, calls.size());
        int next = Math.min(BreakerLimits.MOST_IN_A_ROW, 2 * most);
        return new Found(p, worth(next, because, calls.size(), Measure.SUCCESS_RATE, gain, rate.times(share)));
    }

    private Found.Worth worth(
            int failures, String because, long sample, Measure measure, double gain, Interval interval) {
        var next = new BreakerLimits(
                failures,
                limits.failureRate(),
                limits.slowRate(),
                limits.slowAfter(),
                limits.window(),
                limits.openFor(),
                limits.longestOpen());
        return new Found.Worth(
                new Change.SetBreaker(Subject.component(component), next),
                because,
                sample,
                measure,
                gain,
                interval,
                calls.stream()
                        .filter(each -> each.sign() == Call.Sign.FAILING)
                        .map(Call::execution)
                        .distinct()
                        .limit(5)
                        .toList());
    }

    private long executions() {
        var ids = new HashSet<Object>();
        calls.forEach(each -> ids.add(each.execution()));
        return Math.max(1, ids.size());
    }
}

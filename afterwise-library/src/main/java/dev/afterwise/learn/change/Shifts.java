package dev.afterwise.learn.change;

import dev.afterwise.Severity;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.segment.Columns;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes shifts of the changes of a series that are believed. */
final class Shifts {
    private static final double MIN_POINTS = .02;
    private static final double MIN_RATIO = 1.1;
    /** The standard normal quantile of 95 % intervals. */
    private static final double Z = 1.959963984540054;
    /** Of fewer, a 95th percentile is the largest but a few. */
    private static final int ENOUGH_FOR_P95 = 60;

    private static final int MOST_EXAMPLES = 5;

    private final Columns columns;
    private final Inspection inspection;
    private final Series series;

    Shifts(Columns columns, Inspection inspection) {
        this.columns = columns;
        this.inspection = inspection;
        this.series = inspection.series();
    }

    List<Shift> all() {
        var shifts = new ArrayList<Shift>();
        List<Inspection.Suspect> changes = inspection.suspects();
        for (int i = 0; i < changes.size(); i++) {
            int from = i == 0 ? 0 : changes.get(i - 1).at();
            int until =
                    i == changes.size() - 1 ? series.size() : changes.get(i + 1).at();
            Shift shift = shift(changes.get(i), from, until);
            if (shift != null) {
                shifts.add(shift);
            }
        }
        return shifts;
    }

    private @Nullable Shift shift(Inspection.Suspect change, int from, int until) {
        double[] earlier = series.values(from, change.at());
        double[] later = series.values(change.at(), until);
        Shift.Effect effect = series.aspect() == Aspect.SUCCESS
                ? ofRates(earlier, later, change.pValue())
                : ofQuantiles(earlier, later, change.pValue());
        if (effect == null) {
            return null;
        }
        var when = new Shift.When(
                at(change.at()), at(change.earliest()), at(change.latest()), until == series.size() ? null : at(until));
        return new Shift(
                series.scope(),
                when,
                Baseline.of(earlier),
                Baseline.of(later),
                effect,
                Companions.of(columns, series, change, from, until),
                examples(effect, change.at(), until));
    }

    private Shift.@Nullable Effect ofRates(double[] earlier, double[] later, double pValue) {
        Tally before = tally(earlier);
        Tally after = tally(later);
        double difference = after.rate() - before.rate();
        if (Math.abs(difference) < MIN_POINTS) {
            return null;
        }
        Interval interval = Proportions.difference(thinned(after), thinned(before));
        double surely = difference < 0 ? -interval.high() : interval.low();
        return new Shift.Effect(
                Aspect.SUCCESS,
                Shift.Figure.RATE,
                difference < 0 ? Direction.WORSE : Direction.BETTER,
                difference,
                interval,
                pValue,
                graded(surely, .05, .15, .3));
    }

    private Shift.@Nullable Effect ofQuantiles(double[] earlier, double[] later, double pValue) {
        double[] before = earlier.clone();
        double[] after = later.clone();
        Arrays.sort(before);
        Arrays.sort(after);
        Shift.Effect ofTail = before.length < ENOUGH_FOR_P95 || after.length < ENOUGH_FOR_P95
                ? null
                : ofQuantile(Shift.Figure.P95, .95, before, after, pValue);
        return ofTail != null ? ofTail : ofQuantile(Shift.Figure.P50, .5, before, after, pValue);
    }

    private Shift.@Nullable Effect ofQuantile(
            Shift.Figure figure, double q, double[] before, double[] after, double pValue) {
        double rise = Math.log(Baseline.quantile(after, q) / Baseline.quantile(before, q));
        double half = Z * Math.hypot(error(before, q), error(after, q));
        if (!(Math.abs(rise) >= Math.log(MIN_RATIO)) || Math.abs(rise) < half) {
            return null;
        }
        return new Shift.Effect(
                series.aspect(),
                figure,
                rise > 0 ? Direction.WORSE : Direction.BETTER,
                Math.expm1(rise),
                new Interval(Math.expm1(rise - half), Math.expm1(rise + half)),
                pValue,
                graded(Math.expm1(Math.abs(rise) - half), .1, .5, 1));
    }

    /** The standard error of a quantile's logarithm, from the ranks between which it is with 95 % confidence. */
    private double error(double[] sorted, double q) {
        double n = sorted.length;
        double off = Z * Math.sqrt(inspection.dependence() * q * (1 - q) / n);
        double low = Baseline.quantile(sorted, Math.max(0, q - off));
        double high = Baseline.quantile(sorted, Math.min(1, q + off));
        return Math.log(high / low) / (2 * Z);
    }

    /** @param surely how large it is at least, with 95 % confidence */
    private static Severity graded(double surely, double medium, double high, double critical) {
        return surely >= critical
                ? Severity.CRITICAL
                : surely >= high ? Severity.HIGH : surely >= medium ? Severity.MEDIUM : Severity.LOW;
    }

    private static Tally tally(double[] successes) {
        long worked = Math.round(Arrays.stream(successes).sum());
        return new Tally(successes.length, worked);
    }

    /** As many as there would be if they were independent. */
    private Tally thinned(Tally tally) {
        long tried = Math.max(1, Math.round(tally.tried() / inspection.dependence()));
        return new Tally(tried, Math.clamp(Math.round(tally.rate() * tried), 0, tried));
    }

    private Instant at(int place) {
        return Instant.EPOCH.plus(series.startedUs(Math.min(place, series.size() - 1)), ChronoUnit.MICROS);
    }

    /** The first failures after it, or the longest, for better or worse; nothing can be shown of what got better. */
    private List<Long> examples(Shift.Effect effect, int from, int until) {
        if (effect.direction() == Direction.BETTER) {
            return List.of();
        }
        var chosen = new ArrayList<Integer>();
        for (int place = from; place < until; place++) {
            if (series.aspect() != Aspect.SUCCESS) {
                insert(place, chosen);
            } else if (series.value(place) == 0 && chosen.size() < MOST_EXAMPLES) {
                chosen.add(place);
            }
        }
        return chosen.stream().map(place -> columns.number(series.row(place))).toList();
    }

    private void insert(int place, List<Integer> longest) {
        int rank = longest.size();
        while (rank > 0 && series.value(longest.get(rank - 1)) < series.value(place)) {
            rank--;
        }
        if (rank < MOST_EXAMPLES) {
            longest.add(rank, place);
        }
        if (longest.size() > MOST_EXAMPLES) {
            longest.removeLast();
        }
    }
}

package dev.afterwise.learn;

import dev.afterwise.Distribution;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Corrections;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Regression;
import dev.afterwise.learn.stats.Slope;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Period;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Where a series of periods is heading: a straight line through the rates of success, and one through the logarithms of the
 * median durations, each as {@link Regression} describes. Both p-values are corrected for there being two (Holm), so on a
 * series without trends either is claimed in at most one of twenty.
 *
 * <p>A season that repeats within the series widens the intervals and is not taken for a trend; one that spans the whole
 * series can't be told from it.
 *
 * @param success the slope is a difference of rates per period
 * @param duration the slope is the relative change of the median per period; rising is declining
 */
public record Trends(Trend success, Trend duration) {
    /** A line can be drawn through any two points; through six, it can be doubted. */
    private static final int MIN_BUCKETS = 6;
    /** Of fewer durations the median's error can't be told. */
    private static final int MIN_DURATIONS = 5;
    /** Over the whole series, less than a point of success is not worth a word... */
    private static final double MIN_CHANGE_OF_RATE = .01;
    /** ... nor are five per cent of the time, a few times the error of the durations that are kept. */
    private static final double MIN_CHANGE_OF_MEDIAN = .05;

    /** The trends of a series as {@link dev.afterwise.store.History#series} gives it; the order makes no difference. */
    public static Trends of(List<Bucket> series, Period period) {
        List<Bucket> ordered =
                series.stream().sorted(Comparator.comparing(Bucket::start)).toList();
        List<Bucket> decided =
                ordered.stream().filter(bucket -> tally(bucket).tried() > 0).toList();
        List<Bucket> timed = ordered.stream()
                .filter(bucket -> bucket.summary().took().count() >= MIN_DURATIONS)
                .toList();
        Slope success = decided.size() < MIN_BUCKETS ? null : successSlope(decided, period);
        Slope duration = timed.size() < MIN_BUCKETS ? null : durationSlope(timed, period);
        double[] p = Corrections.holm(success == null ? 1 : success.pValue(), duration == null ? 1 : duration.pValue());
        return new Trends(
                success == null
                        ? tooLittle(decided.size(), period, "a decided execution")
                        : success(success.corrected(p[0]), span(decided, period), period),
                duration == null
                        ? tooLittle(timed.size(), period, MIN_DURATIONS + " timed executions")
                        : duration(duration.corrected(p[1]), span(timed, period), period));
    }

    private static Trend success(Slope slope, double periods, Period period) {
        String because = String.format(
                Locale.ROOT,
                "success changes by %+.2f points a %s (%+.2f to %+.2f, %d %ss)",
                slope.perPeriod() * 100,
                period.word(),
                slope.interval().low() * 100,
                slope.interval().high() * 100,
                slope.buckets(),
                period.word());
        return verdict(slope, slope.perPeriod(), Math.abs(slope.perPeriod()) * periods >= MIN_CHANGE_OF_RATE, because);
    }

    private static Trend duration(Slope logarithmic, double periods, Period period) {
        Slope slope = new Slope(
                Math.expm1(logarithmic.perPeriod()),
                new Interval(
                        Math.expm1(logarithmic.interval().low()),
                        Math.expm1(logarithmic.interval().high())),
                logarithmic.pValue(),
                logarithmic.buckets());
        String because = String.format(
                Locale.ROOT,
                "the median duration changes by %+.1f %% a %s (%+.1f to %+.1f, %d %ss)",
                slope.perPeriod() * 100,
                period.word(),
                slope.interval().low() * 100,
                slope.interval().high() * 100,
                slope.buckets(),
                period.word());
        boolean relevant = Math.abs(logarithmic.perPeriod()) * periods >= Math.log1p(MIN_CHANGE_OF_MEDIAN);
        return verdict(slope, -slope.perPeriod(), relevant, because);
    }

    private static Trend verdict(Slope slope, double improvement, boolean relevant, String because) {
        if (slope.pValue() > Demands.DEFAULT.maxFalseAlarms() || !relevant) {
            return new Trend.Steady(slope, because);
        }
        return improvement > 0 ? new Trend.Improving(slope, because) : new Trend.Declining(slope, because);
    }

    private static Trend tooLittle(int buckets, Period period, String what) {
        String because = "a trend takes %d %ss with at least %s each, but there are %d"
                .formatted(MIN_BUCKETS, period.word(), what, buckets);
        return new Trend.TooLittle(MIN_BUCKETS - buckets, because);
    }

    private static Slope successSlope(List<Bucket> series, Period period) {
        Tally all = series.stream().map(Trends::tally).reduce(Tally.NONE, Tally::merge);
        // Half a success and half a failure more, so that a perfect record has a variance, too.
        double rate = (all.worked() + .5) / (all.tried() + 1);
        return new Regression(
                        times(series, period),
                        series.stream()
                                .mapToDouble(bucket -> tally(bucket).rate())
                                .toArray(),
                        series.stream()
                                .mapToDouble(bucket ->
                                        rate * (1 - rate) / tally(bucket).tried())
                                .toArray())
                .slope();
    }

    /** The error of a median of one duration is taken from the middle of all periods, since a few durations hardly show it. */
    private static Slope durationSlope(List<Bucket> series, Period period) {
        double[] ofOne = series.stream()
                .mapToDouble(bucket -> Math.pow(Medians.error(took(bucket), Math::log), 2)
                        * took(bucket).count())
                .sorted()
                .toArray();
        double typical = ofOne[ofOne.length / 2];
        return new Regression(
                        times(series, period),
                        series.stream()
                                .mapToDouble(bucket ->
                                        Math.log(Medians.seconds(took(bucket).quantile(.5))))
                                .toArray(),
                        series.stream()
                                .mapToDouble(bucket -> typical / took(bucket).count())
                                .toArray())
                .slope();
    }

    private static double[] times(List<Bucket> series, Period period) {
        return series.stream()
                .mapToDouble(bucket -> periods(series.getFirst(), bucket, period))
                .toArray();
    }

    private static double span(List<Bucket> series, Period period) {
        return periods(series.getFirst(), series.getLast(), period);
    }

    private static double periods(Bucket from, Bucket to, Period period) {
        return (double) Duration.between(from.start(), to.start()).toSeconds()
                / period.length().toSeconds();
    }

    private static Tally tally(Bucket bucket) {
        return bucket.summary().outcomes().decided();
    }

    private static Distribution took(Bucket bucket) {
        return bucket.summary().took();
    }
}

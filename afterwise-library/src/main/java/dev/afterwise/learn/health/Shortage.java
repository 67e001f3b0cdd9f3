package dev.afterwise.learn.health;

import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Metric;
import dev.afterwise.Samples;
import dev.afterwise.Summary;
import dev.afterwise.learn.health.Optimisation.Kind;
import dev.afterwise.learn.stats.Difference;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.MetricBucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource of which there is too little: a cache that seldom answers, connections that are nearly all taken.
 *
 * @param level how it is, as a share of 1
 * @param limit how it should be
 * @param impact what was better in hours in which there was enough; null where nothing is seen to be
 */
record Shortage(
        Kind kind,
        String component,
        double level,
        double limit,
        long samples,
        @Nullable Impact impact) {
    private static final long FEWEST_SAMPLES = 10;
    private static final long FEWEST_DECIDED = 5;
    private static final long SECONDS_OF_AN_HOUR = 3_600;
    /** What each hundredth beyond a limit costs. */
    private static final double PER_HUNDREDTH = 1;

    private static final String ASSUMING = "the hours in which there was enough differ in nothing else";

    static List<Shortage> in(Resources resources, Limits limits) {
        List<Shortage> found = new ArrayList<>();
        for (Samples each : resources.totals()) {
            double level = level(each, limits);
            if (each.count() >= FEWEST_SAMPLES && !isEnough(each.metric(), level, limits)) {
                boolean isCache = isCache(each.metric());
                found.add(new Shortage(
                        isCache ? Kind.CACHE : Kind.CONNECTIONS,
                        each.component(),
                        level,
                        isCache ? limits.cacheHits() : limits.connections(),
                        each.count(),
                        impact(resources, each, limits)));
            }
        }
        return List.copyOf(found);
    }

    /** Whether it is one of those that there can be too little of. */
    static boolean isResource(Metric metric) {
        return isCache(metric) || metric.equals(Metric.DATABASE_CONNECTIONS);
    }

    private static boolean isCache(Metric metric) {
        return metric.equals(Metric.CACHE_HIT_RATE);
    }

    /** The mean of hit rates; of connections what they hardly exceed. Not a number where the size of the pool is not known. */
    static double level(Samples samples, Limits limits) {
        if (isCache(samples.metric())) {
            return samples.mean();
        }
        double taken = samples.values().quantile(.95);
        return samples.values().quantile(1) <= 1.01 ? taken : limits.pool() > 0 ? taken / limits.pool() : Double.NaN;
    }

    private static boolean isEnough(Metric metric, double level, Limits limits) {
        if (!isResource(metric) || !Double.isFinite(level)) {
            return true;
        }
        return isCache(metric) ? level >= limits.cacheHits() : level <= limits.connections();
    }

    private static @Nullable Impact impact(Resources resources, Samples of, Limits limits) {
        Map<Instant, Summary> byHour = new HashMap<>();
        for (Bucket hour : resources.executions()) {
            byHour.put(hour.start(), hour.summary());
        }
        var success = new HoursApart();
        var seconds = new HoursApart();
        long inShort = 0;
        long all = 0;
        for (MetricBucket hour : resources.hours()) {
            Summary began = byHour.get(hour.start());
            if (began == null
                    || !hour.samples().metric().equals(of.metric())
                    || !hour.samples().component().equals(of.component())) {
                continue;
            }
            double level = level(hour.samples(), limits);
            boolean isGood = isEnough(of.metric(), level, limits);
            long decided = began.outcomes().decided().tried();
            all += decided;
            inShort += isGood ? 0 : decided;
            if (decided >= FEWEST_DECIDED) {
                success.add(
                        hour.start().getEpochSecond() / SECONDS_OF_AN_HOUR,
                        isGood,
                        began.outcomes().decided().rate());
            }
            if (began.took().count() >= FEWEST_DECIDED) {
                seconds.add(
                        hour.start().getEpochSecond() / SECONDS_OF_AN_HOUR,
                        isGood,
                        began.took().quantile(.5).toNanos() / 1e9);
            }
        }
        double touched = all == 0 ? 0 : (double) inShort / all;
        Difference gain = success.difference();
        if (gain != null) {
            return new Impact(
                    evidence(Measure.SUCCESS_RATE, gain.effect(), gain.interval(), success.hours()),
                    gain.effect() * touched,
                    ASSUMING);
        }
        Difference longer = seconds.difference();
        return longer == null
                ? null
                : new Impact(
                        evidence(
                                Measure.SECONDS_PER_RUN,
                                -longer.effect(),
                                HoursApart.negated(longer.interval()),
                                seconds.hours()),
                        0,
                        ASSUMING);
    }

    private static Evidence evidence(Measure measure, double effect, Interval interval, long hours) {
        return new Evidence(hours, measure, effect, interval.low(), interval.high(), Double.NaN, List.of());
    }

    String because() {
        return kind == Kind.CACHE
                ? String.format(
                        Locale.ROOT,
                        "it answers %s %% of what it is asked, of %,d samples; %s %% are the least that is well",
                        Burden.percent(level),
                        samples,
                        Burden.percent(limit))
                : String.format(
                        Locale.ROOT,
                        "the 95th percentile of connections taken is %s %%, of %,d samples; %s %% are the most that is well",
                        Burden.percent(level),
                        samples,
                        Burden.percent(limit));
    }

    Burden burden() {
        String name = kind == Kind.CACHE ? "cache" : "connections";
        return Burden.counted(
                PER_HUNDREDTH * 100 * Math.abs(level - limit),
                (component.isEmpty() ? name : name + " of " + component) + ": " + because());
    }

    /** The same for the component alone, which is nothing else. */
    Burden alone() {
        double points = Math.min(100, 2 * PER_HUNDREDTH * 100 * Math.abs(level - limit));
        return new Burden(points, new Interval(points, points), because());
    }

    Optimisation optimisation() {
        String name = component.isEmpty() ? "the program" : component;
        return new Optimisation(
                kind,
                name,
                because(),
                impact,
                Guidance.of(kind),
                "afterwise history metrics " + (kind == Kind.CACHE ? "cache_hit_rate" : "database_connections")
                        + " --by hour");
    }
}

package dev.afterwise.learn.patterns;

import dev.afterwise.segment.Columns;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for patterns of all kinds in one history.
 *
 * <p><b>False alarms.</b> Where outcomes have to do with nothing, at most one history of twenty ever shows a pattern, however often
 * it is searched while it grows. Everything looked at counts: the budget is divided evenly among hours and weekdays, orders of steps,
 * correlations, anomalies, single conditions and pairs of conditions; among conditions by columns, and by values within one. Which
 * values, cuts and orders are looked at depends on how frequent they are, never on outcomes. Where there are patterns, at most one
 * of twenty that are named is expected to be none. A search of only the last days, again and again, looks at other executions every
 * time: then the promise is that of a few searches.
 *
 * <p><b>What a pattern is not.</b> Who gets the harder work fails more often: conditions are compared as they were met. Cancelled,
 * unknown and running executions say nothing.
 *
 * <p>Takes time and memory in proportion to the executions.
 */
public final class Patterns {
    /** The smallest difference that is worth speaking of: five points of success; of durations, 55 to 45. */
    public static final double FLOOR = .05;

    /** The weakest rank correlation that is worth speaking of. */
    public static final double LEAST_CORRELATION = .1;

    /** The stated rate of false alarms. */
    public static final double LEVEL = .05;

    /** The fewest executions with a known outcome that are searched. */
    public static final int FEWEST = 20;

    private static final int LEAST = 10;
    private static final int RAREST = 20_000;
    private static final double KINDS = 6;

    private final Columns columns;
    private final Calendar calendar;
    private final int least;
    private final List<Hypothesis> looked = new ArrayList<>();
    private long lookedInPairs;

    private Patterns(Columns columns, ZoneId zone) {
        this.columns = columns;
        this.calendar = Calendar.of(columns, zone);
        this.least = Math.max(LEAST, columns.size() / RAREST);
    }

    /** @param zone whose hours and days are meant */
    public static Found in(Columns columns, ZoneId zone) {
        return in(columns, zone, List.of());
    }

    /** @param suspects what others found, which shares the budget */
    public static Found in(Columns columns, ZoneId zone, List<Suspect> suspects) {
        return new Patterns(columns, zone).found(suspects);
    }

    private Found found(List<Suspect> suspects) {
        Sample success = Sample.ofSuccess(columns, calendar);
        if (success.size() < FEWEST) {
            return new Found(List.of(), 0, success.size(), Rhythm.of(success));
        }
        double share = 1 / KINDS;
        List<Column> all = Column.of(columns);
        if (success.variance() > 0) {
            ofSuccess(success, all, share);
        }
        Sample duration = Sample.ofDuration(columns, calendar);
        if (duration.variance() > 0) {
            var scores = new Scores(duration, duration.independent());
            lookAtTimes(duration, share / 2);
            looked.addAll(Correlations.hypotheses(scores, all, least, share / 2));
        }
        return new Found(
                believed(suspects, share),
                looked.size() + lookedInPairs + suspects.size(),
                success.size(),
                Rhythm.of(success));
    }

    private void ofSuccess(Sample success, List<Column> all, double share) {
        var scores = new Scores(success, success.independent());
        lookAtTimes(success, share / 2);
        looked.addAll(Correlations.hypotheses(scores, all, least, share / 2));
        looked.addAll(new Factors(scores, least).hypotheses(all, share));
        var pairs = new Pairs(scores, PatternKind.FAILURE_CAUSE, least);
        looked.addAll(pairs.hypotheses(
                all.stream().map(each -> Coarse.of(success, each, least)).toList(), share));
        lookedInPairs += pairs.looked();
        looked.addAll(new Sequences(scores, least).hypotheses(share));
    }

    private void lookAtTimes(Sample sample, double share) {
        var temporal = new Temporal(sample, least);
        looked.addAll(temporal.hypotheses(share));
        lookedInPairs += temporal.lookedInPairs();
    }

    private List<Pattern> believed(List<Suspect> suspects, double share) {
        double[] odds = new double[looked.size() + suspects.size()];
        for (int i = 0; i < looked.size(); i++) {
            odds[i] = looked.get(i).logOdds();
        }
        for (int i = 0; i < suspects.size(); i++) {
            odds[looked.size() + i] = Math.log(suspects.get(i).odds()) + Math.log(share / suspects.size());
        }
        double[] corrected = Selection.corrected(odds);
        List<Belief> beliefs = new ArrayList<>();
        List<Pattern> patterns = new ArrayList<>();
        for (int i = 0; i < odds.length; i++) {
            if (corrected[i] <= LEVEL) {
                if (i < looked.size()) {
                    beliefs.add(new Belief(looked.get(i), corrected[i]));
                } else {
                    patterns.add(suspects.get(i - looked.size()).pattern());
                }
            }
        }
        Essentials.of(beliefs).forEach(each -> patterns.add(each.pattern()));
        patterns.sort(Comparator.comparingDouble(Pattern::confidence)
                .thenComparingDouble(each -> Math.abs(each.effect().value()))
                .reversed());
        return patterns;
    }
}

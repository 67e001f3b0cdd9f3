package dev.afterwise.learn.patterns;

import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Trait;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
 * <p><b>Tasks.</b> Where there are several, half of the budget is for the history as a whole and half for the more frequent ones, each by
 * itself: how often the others fail, and how that varies from day to day, would drown what holds of one of them.
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
    private static final double OF_ONE = .95;
    private static final String TASK = "task";

    private final String task;
    private final Columns columns;
    private final Calendar calendar;
    private final int least;
    private final List<Hypothesis> looked = new ArrayList<>();
    private long lookedInPairs;

    private Patterns(String task, Columns columns, ZoneId zone) {
        this.task = task;
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
        var whole = new Patterns("", columns, zone);
        Sample success = Sample.ofSuccess(columns, whole.calendar);
        if (success.size() < FEWEST) {
            return new Found(List.of(), 0, success.size(), Rhythm.of(success));
        }
        List<Patterns> searches = new ArrayList<>(List.of(whole));
        Tasks.of(columns).forEach((task, its) -> searches.add(new Patterns(task, its, zone)));
        boolean areSeveral = searches.size() > 1;
        whole.look(success, areSeveral ? .5 : 1);
        for (Patterns each : searches.subList(1, searches.size())) {
            each.look(Sample.ofSuccess(each.columns, each.calendar), .5 / (searches.size() - 1));
        }
        long looked = suspects.size();
        for (Patterns each : searches) {
            looked += each.looked.size() + each.lookedInPairs;
        }
        return new Found(believed(searches, suspects), looked, success.size(), Rhythm.of(success));
    }

    /** @param budget which share of the whole one this search has */
    private void look(Sample success, double budget) {
        double share = budget / KINDS;
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

    private static List<Pattern> believed(List<Patterns> searches, List<Suspect> suspects) {
        List<Hypothesis> looked =
                searches.stream().flatMap(each -> each.looked.stream()).toList();
        double[] odds = new double[looked.size() + suspects.size()];
        for (int i = 0; i < looked.size(); i++) {
            odds[i] = looked.get(i).logOdds();
        }
        for (int i = 0; i < suspects.size(); i++) {
            odds[looked.size() + i] = Math.log(suspects.get(i).odds()) + Math.log(1 / KINDS / suspects.size());
        }
        double[] corrected = Selection.corrected(odds);
        Set<String> tasks = searches.stream().map(each -> each.task).collect(Collectors.toSet());
        List<Pattern> patterns = new ArrayList<>();
        int at = 0;
        for (Patterns each : searches) {
            List<Belief> beliefs = new ArrayList<>();
            for (Hypothesis hypothesis : each.looked) {
                if (corrected[at] <= LEVEL && !(each.task.isEmpty() && isOfOne(hypothesis, tasks))) {
                    beliefs.add(new Belief(hypothesis, corrected[at]));
                }
                at++;
            }
            Essentials.of(beliefs).stream()
                    .map(belief -> belief.pattern(each.task))
                    .filter(pattern -> patterns.stream().noneMatch(pattern::saysNoMoreThan))
                    .forEach(patterns::add);
        }
        for (int i = looked.size(); i < odds.length; i++) {
            if (corrected[i] <= LEVEL) {
                patterns.add(suspects.get(i - looked.size()).pattern());
            }
        }
        patterns.sort(Comparator.comparingDouble(Pattern::confidence)
                .thenComparingDouble(each -> Math.abs(each.effect().value()))
                .reversed());
        return patterns;
    }

    /**
     * Whether nearly all of which something holds are of one of these tasks: then it is compared with other tasks, and what comes of it
     * says more about these. Among executions of the task it is looked at, too.
     */
    private static boolean isOfOne(Hypothesis hypothesis, Set<String> tasks) {
        if (hypothesis.split().circumstance().column().equals(TASK)) {
            return false;
        }
        Sample sample = hypothesis.sample();
        Codes<String> codes = sample.columns().labels(Trait.TASK);
        int[] counts = new int[codes.values().size()];
        int all = 0;
        for (int i = 0; i < sample.size(); i++) {
            int code = codes.code(sample.row(i));
            if (hypothesis.split().holds(i) && code != Codes.NONE) {
                counts[code]++;
                all++;
            }
        }
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > OF_ONE * all && tasks.contains(codes.values().get(code))) {
                return true;
            }
        }
        return false;
    }
}

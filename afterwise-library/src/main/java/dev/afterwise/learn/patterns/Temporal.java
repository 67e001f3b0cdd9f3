package dev.afterwise.learn.patterns;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Looks for times of the day, days of the week, and times of certain days, in which outcomes are others. What is compared are days,
 * or, where there are few, the hours of all days: an hour has to be another on several of them. For one thread.
 */
final class Temporal {
    private static final int HOURS = 24;
    private static final int WEEKDAYS = 7;
    private static final int FEWEST_DAYS = 5;
    private static final int PART = 6;
    private static final int MOST_CAREFUL = 40;
    /** Below these odds nothing is ever found. */
    private static final double WORTHLESS = Math.log(10);

    private final Sample sample;
    private final Scores scores;
    private final Scores byHours;
    private final int least;
    private final byte[] hours;
    private final byte[] weekdays;
    private long lookedInPairs;

    Temporal(Sample sample, int least) {
        this.sample = sample;
        this.scores = new Scores(sample, sample.days());
        this.byHours = new Scores(sample, sample.hours());
        this.least = least;
        this.hours = new byte[sample.size()];
        this.weekdays = new byte[sample.size()];
        for (int i = 0; i < hours.length; i++) {
            hours[i] = (byte) sample.calendar().hour(i);
            weekdays[i] = (byte) sample.calendar().weekday(i);
        }
    }

    /** Times of the day, days of the week and both together have a third of the share each. */
    List<Hypothesis> hypotheses(double share) {
        if (sample.days().count() < FEWEST_DAYS) {
            return List.of();
        }
        var all = new ArrayList<>(ofHours(share / 3));
        all.addAll(ofWeekdays(share / 3));
        var pairs = new Pairs(scores, PatternKind.TEMPORAL, least);
        all.addAll(pairs.hypotheses(List.of(weekdays(), hours()), share / 3));
        lookedInPairs = pairs.looked();
        return all;
    }

    long lookedInPairs() {
        return lookedInPairs;
    }

    private List<Hypothesis> ofHours(double share) {
        var stretches = Stretches.of(sample);
        record Rough(NavigableSet<Integer> hours, double odds) {}
        List<Rough> surestFirst = stretches.all().stream()
                .filter(its -> stretches.size(its) >= least && sample.size() - stretches.size(its) >= least)
                .map(its -> new Rough(its, odds(stretches, its)))
                .sorted(Comparator.comparingDouble(Rough::odds).reversed())
                .toList();
        List<Hypothesis> all = new ArrayList<>();
        for (Rough each : surestFirst) {
            boolean isPromising = all.size() < MOST_CAREFUL && each.odds >= WORTHLESS;
            all.add(hypothesis(each.hours, isPromising, share / surestFirst.size()));
        }
        return all;
    }

    private double odds(Stretches stretches, NavigableSet<Integer> its) {
        double size = stretches.size(its);
        double sum = stretches.sum(its);
        return scores.roughly(sum, size, -sum, sample.size() - size);
    }

    private Hypothesis hypothesis(NavigableSet<Integer> its, boolean isPromising, double share) {
        boolean[] isIn = new boolean[HOURS];
        its.forEach(hour -> isIn[hour] = true);
        var split = Split.of(new Circumstance.Hours(its), i -> isIn[hours[i]]);
        Finding finding = isPromising ? byHours.of(split) : Finding.NOTHING;
        return new Hypothesis(PatternKind.TEMPORAL, "hour", share, sample, finding, split);
    }

    private List<Hypothesis> ofWeekdays(double share) {
        return IntStream.range(0, WEEKDAYS)
                .mapToObj(day -> Split.of(on(day), i -> weekdays[i] == day))
                .map(split -> new Hypothesis(
                        PatternKind.TEMPORAL, "weekday", share / WEEKDAYS, sample, scores.of(split), split))
                .toList();
    }

    private static Circumstance on(int day) {
        return new Circumstance.On(DayOfWeek.of(day + 1));
    }

    private Coarse weekdays() {
        return Coarse.of(
                weekdays,
                WEEKDAYS,
                IntStream.range(0, WEEKDAYS).mapToObj(Temporal::on).toList());
    }

    /** Quarters of the day. */
    private Coarse hours() {
        byte[] parts = new byte[hours.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = (byte) (hours[i] / PART);
        }
        return Coarse.of(
                parts,
                HOURS / PART,
                IntStream.range(0, HOURS / PART)
                        .<Circumstance>mapToObj(part ->
                                new Circumstance.Hours(new TreeSet<>(IntStream.range(part * PART, (part + 1) * PART)
                                        .boxed()
                                        .toList())))
                        .toList());
    }
}

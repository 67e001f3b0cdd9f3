package dev.afterwise.learn.change;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * What the hour of the day and the day of the week do to a series, so that Monday morning is not taken for a change.
 *
 * <p>Hours are told apart from four days on, days of the week from two weeks on, and before that only weekends from other days. They
 * are estimated together with the levels between the changes found so far, one after the other until they agree, and are taken out
 * only if they explain more than chance does. The fewer days or weeks they come from, the more of what is mere chance they take
 * out, too: {@link #inflation} says how much. For one thread.
 */
final class Season {
    private static final long US_PER_HOUR = 3_600_000_000L;
    private static final long HOURS_PER_DAY = 24;
    private static final long HOURS_PER_WEEK = 168;
    private static final int FEWEST_DAYS = 4;
    private static final int ROUNDS = 6;
    private static final int DAYS = 7;

    private final byte[] hours;
    private final byte[] days;
    private final boolean hasHours;
    private final double replicates;

    Season(Series series, ZoneId zone) {
        int n = series.size();
        this.hours = new byte[n];
        this.days = new byte[n];
        double span = n == 0 ? 0 : (double) (series.startedUs(n - 1) - series.startedUs(0)) / US_PER_HOUR;
        this.hasHours = span >= FEWEST_DAYS * HOURS_PER_DAY;
        boolean hasDays = span >= 2 * HOURS_PER_WEEK;
        this.replicates = Math.floor(hasDays ? span / HOURS_PER_WEEK : span / HOURS_PER_DAY);
        if (hasHours) {
            place(series, zone, hasDays);
        }
    }

    private void place(Series series, ZoneId zone, boolean hasDays) {
        long hour = Long.MIN_VALUE;
        byte ofDay = 0;
        byte ofWeek = 0;
        for (int i = 0; i < days.length; i++) {
            long its = Math.floorDiv(series.startedUs(i), US_PER_HOUR);
            if (its != hour) {
                hour = its;
                ZonedDateTime local = Instant.ofEpochSecond(hour * 3_600).atZone(zone);
                DayOfWeek day = local.getDayOfWeek();
                ofDay = (byte) local.getHour();
                ofWeek = (byte) (hasDays ? day.getValue() - 1 : day.getValue() > DayOfWeek.FRIDAY.getValue() ? 1 : 0);
            }
            hours[i] = ofDay;
            days[i] = ofWeek;
        }
    }

    /**
     * What is left of the scores without it, or the scores themselves if there is none.
     *
     * @param cuts the places at which their level changes
     */
    double[] without(double[] scores, int... cuts) {
        if (!hasHours) {
            return scores;
        }
        double[] rest = scores.clone();
        var ofHour = new double[(int) HOURS_PER_DAY];
        var ofDay = new double[DAYS];
        var levels = new double[cuts.length + 1];
        for (int round = 0; round < ROUNDS; round++) {
            level(rest, levels, cuts);
            settle(rest, hours, ofHour);
            settle(rest, days, ofDay);
        }
        double explained = 0;
        double left = 0;
        for (int i = 0; i < rest.length; i++) {
            double effect = ofHour[hours[i]] + ofDay[days[i]];
            explained += effect * effect;
            left += rest[i] * rest[i];
        }
        int freedom = seen(hours, (int) HOURS_PER_DAY) + seen(days, DAYS) - 2;
        double chance = freedom + 3 * Math.sqrt(2.0 * Math.max(1, freedom));
        if (explained <= chance * left / Math.max(1, rest.length - freedom - levels.length)) {
            return scores;
        }
        for (int i = 0; i < rest.length; i++) {
            rest[i] = scores[i] - ofHour[hours[i]] - ofDay[days[i]];
        }
        return rest;
    }

    /** By what factor the variance of what is left seems too small. */
    double inflation() {
        return replicates < 2 ? 1 : replicates / (replicates - 1);
    }

    private static void level(double[] rest, double[] levels, int... cuts) {
        for (int i = 0; i <= cuts.length; i++) {
            int from = i == 0 ? 0 : cuts[i - 1];
            int until = i == cuts.length ? rest.length : cuts[i];
            double sum = 0;
            for (int at = from; at < until; at++) {
                sum += rest[at];
            }
            double mean = sum / Math.max(1, until - from);
            levels[i] += mean;
            for (int at = from; at < until; at++) {
                rest[at] -= mean;
            }
        }
    }

    private static void settle(double[] rest, byte[] cells, double[] effects) {
        var sums = new double[effects.length];
        var counts = new int[effects.length];
        for (int i = 0; i < rest.length; i++) {
            sums[cells[i]] += rest[i];
            counts[cells[i]]++;
        }
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] /= Math.max(1, counts[cell]);
            effects[cell] += sums[cell];
        }
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= sums[cells[i]];
        }
    }

    private static int seen(byte[] cells, int most) {
        var seen = new boolean[most];
        for (byte each : cells) {
            seen[each] = true;
        }
        int count = 0;
        for (boolean each : seen) {
            count += each ? 1 : 0;
        }
        return count;
    }
}

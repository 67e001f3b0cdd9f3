package dev.afterwise.learn.change;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * What the hour of the day and the day of the week do to a series, so that Monday morning is not taken for a change.
 *
 * <p>Hours are told apart from four days on, days of the week from two weeks on, and before that only weekends from other days, if
 * there are other days before and after one: else nobody can tell a weekend from a change. They
 * are estimated together with the levels between the changes found so far, one after the other until they agree, and are taken out
 * only if they explain more than chance does. The fewer days or weeks they come from, the more of what is mere chance they take
 * out, too: {@link #inflation} says how much. For one thread.
 */
final class Season {
    private static final long US_PER_HOUR = 3_600_000_000L;
    private static final int HOURS = 24;
    private static final int DAYS = 7;
    private static final int FEWEST_DAYS = 4;
    private static final int ROUNDS = 6;

    /** Of each execution the hour in which it began, counted from the first one in which any did. */
    private final int[] slots;
    /** Of each such hour, which of the day it is, and which day. */
    private final byte[] hours;

    private final byte[] days;
    private final boolean isThere;
    private final double replicates;

    Season(Series series, ZoneId zone) {
        int n = series.size();
        double span = n == 0 ? 0 : (double) (series.startedUs(n - 1) - series.startedUs(0)) / US_PER_HOUR;
        this.isThere = span >= FEWEST_DAYS * HOURS;
        boolean hasDays = span >= 2 * DAYS * HOURS;
        this.replicates = Math.floor(hasDays ? span / (DAYS * HOURS) : span / HOURS);
        this.slots = new int[isThere ? n : 0];
        int most = 0;
        long before = Long.MIN_VALUE;
        for (int i = 0; i < slots.length; i++) {
            long hour = Math.floorDiv(series.startedUs(i), US_PER_HOUR);
            most += hour == before ? 0 : 1;
            before = hour;
            slots[i] = most - 1;
        }
        this.hours = new byte[most];
        this.days = new byte[most];
        for (int i = 0; i < slots.length; i++) {
            if (i == 0 || slots[i] != slots[i - 1]) {
                long hour = Math.floorDiv(series.startedUs(i), US_PER_HOUR);
                ZonedDateTime local = Instant.ofEpochSecond(hour * 3_600).atZone(zone);
                int day = local.getDayOfWeek().getValue();
                hours[slots[i]] = (byte) local.getHour();
                days[slots[i]] = (byte) (hasDays ? day - 1 : day > DayOfWeek.FRIDAY.getValue() ? 1 : 0);
            }
        }
        if (!hasDays && turns(days) < 2) {
            Arrays.fill(days, (byte) 0);
        }
    }

    private static int turns(byte[] days) {
        int turns = 0;
        for (int i = 1; i < days.length; i++) {
            turns += days[i] == days[i - 1] ? 0 : 1;
        }
        return turns;
    }

    /**
     * What is left of the scores without it, or the scores themselves if there is none.
     *
     * @param cuts the places at which their level changes
     */
    double[] without(double[] scores, int... cuts) {
        if (!isThere) {
            return scores;
        }
        var cells = new Cells(scores, cuts);
        double[] effects = cells.settle();
        int freedom = seen(hours, HOURS) + seen(days, DAYS) - 2;
        double chance = freedom + 3 * Math.sqrt(2.0 * Math.max(1, freedom));
        double unit = cells.left() / Math.max(1, scores.length - freedom - cuts.length - 1);
        if (cells.explained() <= chance * unit) {
            return scores;
        }
        double[] rest = scores.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= effects[slots[i]];
        }
        return rest;
    }

    /** By what factor the variance of what is left seems too small. */
    double inflation() {
        return replicates < 2 ? 1 : replicates / (replicates - 1);
    }

    private static int seen(byte[] cells, int most) {
        var seen = new boolean[most];
        int count = 0;
        for (byte each : cells) {
            count += seen[each] ? 0 : 1;
            seen[each] = true;
        }
        return count;
    }

    /** The scores by level and hour: sums and counts, which is all that levels and effects depend on. */
    private final class Cells {
        private final int[] levels;
        private final int[] slot;
        private final double[] sums;
        private final int[] counts;
        private final double squares;
        private final double[] ofLevel;
        private final double[] ofHour = new double[HOURS];
        private final double[] ofDay = new double[DAYS];

        Cells(double[] scores, int... cuts) {
            int most = hours.length + cuts.length;
            levels = new int[most];
            slot = new int[most];
            sums = new double[most];
            counts = new int[most];
            ofLevel = new double[cuts.length + 1];
            double all = 0;
            int cell = -1;
            for (int i = 0, level = 0; i < scores.length; i++) {
                boolean isNew = i == 0 || slots[i] != slots[i - 1];
                while (level < cuts.length && cuts[level] <= i) {
                    level++;
                    isNew = true;
                }
                if (isNew) {
                    cell++;
                    levels[cell] = level;
                    slot[cell] = slots[i];
                }
                sums[cell] += scores[i];
                counts[cell]++;
                all += scores[i] * scores[i];
            }
            squares = all;
        }

        /** Levels and effects, until they agree. @return the effect of each slot */
        double[] settle() {
            for (int round = 0; round < ROUNDS; round++) {
                adjust(ofLevel, cell -> levels[cell]);
                adjust(ofHour, cell -> hours[slot[cell]]);
                adjust(ofDay, cell -> days[slot[cell]]);
            }
            var effects = new double[hours.length];
            for (int i = 0; i < effects.length; i++) {
                effects[i] = ofHour[hours[i]] + ofDay[days[i]];
            }
            return effects;
        }

        private void adjust(double[] means, IntUnaryOperator group) {
            var rest = new double[means.length];
            var n = new int[means.length];
            for (int cell = 0; cell < counts.length; cell++) {
                int its = group.applyAsInt(cell);
                rest[its] += sums[cell] - counts[cell] * fitted(cell);
                n[its] += counts[cell];
            }
            for (int i = 0; i < means.length; i++) {
                means[i] += rest[i] / Math.max(1, n[i]);
            }
        }

        private double fitted(int cell) {
            return ofLevel[levels[cell]] + ofHour[hours[slot[cell]]] + ofDay[days[slot[cell]]];
        }

        double explained() {
            double explained = 0;
            for (int cell = 0; cell < counts.length; cell++) {
                double effect = ofHour[hours[slot[cell]]] + ofDay[days[slot[cell]]];
                explained += counts[cell] * effect * effect;
            }
            return explained;
        }

        /** The squares that levels and effects leave. */
        double left() {
            double left = squares;
            for (int cell = 0; cell < counts.length; cell++) {
                double fitted = fitted(cell);
                left += fitted * (counts[cell] * fitted - 2 * sums[cell]);
            }
            return Math.max(0, left);
        }
    }
}

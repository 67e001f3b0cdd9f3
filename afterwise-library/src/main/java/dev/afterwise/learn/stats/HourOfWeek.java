package dev.afterwise.learn.stats;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is usual at each hour of the week: a middle and a scale, by {@linkplain Robust medians}.
 *
 * <p>An hour of the week comes round slowly, so each of the 168 speaks for itself only as far as it has been seen: its middle is
 * a mean of what was seen at it, at its hour of the day on all working days or on all days of weekends, and of everything, each
 * weighted against the next wider one by its number against {@value #FEW}. Numbers are best given as logarithms where they are
 * durations or costs. For one thread while it is filled.
 */
public final class HourOfWeek {
    /** So many numbers weigh as much as all that is wider. */
    private static final int FEW = 8;

    private static final int DAY = 24;
    private static final int HOURS = 7 * DAY;
    /** Within so many seconds no place on earth changes its hour. */
    private static final int QUARTER = 900;

    private final ZoneId zone;
    private final List<Sample> hours = samples(HOURS);
    /** By hour of the day, first of working days, then of weekends. */
    private final List<Sample> kinds = samples(2 * DAY);

    private final Sample all = new Sample();
    private long quarter = Long.MIN_VALUE;
    private int hourOfQuarter;

    private static final class Sample {
        private double[] numbers = new double[8];
        private int count;
        private double middle = Double.NaN;

        void add(double number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
            middle = Double.NaN;
        }

        double[] numbers() {
            return Arrays.copyOf(numbers, count);
        }

        double middle() {
            if (Double.isNaN(middle)) {
                middle = Robust.median(numbers());
            }
            return middle;
        }

        /** Between what was seen here and what is usual in general. */
        double pulled(double general) {
            return count == 0 ? general : (count * middle() + FEW * general) / (count + FEW);
        }
    }

    /** @param zone where the work is: its days and nights matter */
    public HourOfWeek(ZoneId zone) {
        this.zone = zone;
    }

    private static List<Sample> samples(int count) {
        var samples = new ArrayList<Sample>();
        for (int i = 0; i < count; i++) {
            samples.add(new Sample());
        }
        return samples;
    }

    public void add(Instant at, double number) {
        long now = Math.floorDiv(at.getEpochSecond(), QUARTER);
        if (now != quarter) {
            quarter = now;
            hourOfQuarter = hour(at);
        }
        int hour = hourOfQuarter;
        hours.get(hour).add(number);
        kinds.get(kind(hour)).add(number);
        all.add(number);
    }

    /** Which hour of the week it is, from 0, Monday at midnight, to 167. */
    public int hour(Instant at) {
        ZonedDateTime when = at.atZone(zone);
        return DAY * (when.getDayOfWeek().getValue() - 1) + when.getHour();
    }

    private static int kind(int hour) {
        return hour % DAY + (hour / DAY >= DayOfWeek.SATURDAY.getValue() - 1 ? DAY : 0);
    }

    /** How many numbers there are of this hour of the week. */
    public int count(int hour) {
        return hours.get(hour).count;
    }

    /** What is usual then; not a number before there is any. */
    public double middle(int hour) {
        return hours.get(hour).pulled(kinds.get(kind(hour)).pulled(all.middle()));
    }

    /** How far numbers usually scatter around what is usual for their hour, as a standard deviation. */
    public double scale() {
        double[] off = new double[all.count];
        int next = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            double middle = middle(hour);
            for (double each : hours.get(hour).numbers()) {
                off[next++] = each - middle;
            }
        }
        return Robust.mad(off);
    }
}

package dev.afterwise.learn.stats;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
    private final List<Sample> hours = new ArrayList<>();
    private double @Nullable [] middles;
    private long quarter = Long.MIN_VALUE;
    private int hourOfQuarter;

    private static final class Sample {
        private double[] numbers = new double[8];
        private int count;

        void add(double number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
        }

        double[] numbers() {
            return Arrays.copyOf(numbers, count);
        }
    }

    /** @param zone where the work is: its days and nights matter */
    public HourOfWeek(ZoneId zone) {
        this.zone = zone;
        for (int i = 0; i < HOURS; i++) {
            hours.add(new Sample());
        }
    }

    public void add(Instant at, double number) {
        long now = Math.floorDiv(at.getEpochSecond(), QUARTER);
        if (now != quarter) {
            quarter = now;
            hourOfQuarter = hour(at);
        }
        hours.get(hourOfQuarter).add(number);
        middles = null;
    }

    /** Which hour of the week it is, from 0, Monday at midnight, to 167. */
    public int hour(Instant at) {
        ZonedDateTime when = at.atZone(zone);
        return DAY * (when.getDayOfWeek().getValue() - 1) + when.getHour();
    }

    private static boolean isWeekend(int hour) {
        return hour / DAY >= DayOfWeek.SATURDAY.getValue() - 1;
    }

    /** How many numbers there are of this hour of the week. */
    public int count(int hour) {
        return hours.get(hour).count;
    }

    /** What is usual then; not a number before there is any. */
    public double middle(int hour) {
        return middles()[hour];
    }

    private double[] middles() {
        double[] known = middles;
        if (known != null) {
            return known;
        }
        double[] all = new double[HOURS];
        double general = Robust.median(numbers(hour -> true));
        for (int first = 0; first < DAY; first++) {
            for (boolean isWeekend : new boolean[] {false, true}) {
                int ofDay = first;
                IntPredicate alike = hour -> hour % DAY == ofDay && isWeekend(hour) == isWeekend;
                double kind = pulled(numbers(alike), general);
                for (int hour = first; hour < HOURS; hour += DAY) {
                    if (alike.test(hour)) {
                        all[hour] = pulled(hours.get(hour).numbers(), kind);
                    }
                }
            }
        }
        middles = all;
        return all;
    }

    private double[] numbers(IntPredicate which) {
        int[] wanted = IntStream.range(0, HOURS).filter(which).toArray();
        double[] numbers = new double[Arrays.stream(wanted).map(this::count).sum()];
        int next = 0;
        for (int hour : wanted) {
            System.arraycopy(hours.get(hour).numbers, 0, numbers, next, count(hour));
            next += count(hour);
        }
        return numbers;
    }

    /** Between what was seen there and what is usual in general. */
    private static double pulled(double[] seen, double general) {
        return seen.length == 0 ? general : (seen.length * Robust.median(seen) + FEW * general) / (seen.length + FEW);
    }

    /** How far numbers usually scatter around what is usual for their hour, as a standard deviation. */
    public double scale() {
        double[] off = numbers(hour -> true);
        int next = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            double middle = middle(hour);
            for (int i = 0; i < count(hour); i++) {
                off[next++] -= middle;
            }
        }
        return Robust.mad(off);
    }
}

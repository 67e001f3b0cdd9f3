package dev.afterwise.learn.patterns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Hours of the day that follow each other, past midnight too, and what the outcomes in them add up to. Immutable. */
final class Stretches {
    private static final int HOURS = 24;
    private static final int LONGEST = HOURS / 2;
    /** How many hours long the stretches are that are looked at. */
    private static final List<Integer> LENGTHS = List.of(1, 2, 3, 4, 6, 8, LONGEST);

    private final long[] sizes = new long[HOURS];
    private final double[] sums = new double[HOURS];

    private Stretches() {}

    static Stretches of(Sample sample) {
        var stretches = new Stretches();
        for (int i = 0; i < sample.size(); i++) {
            int hour = sample.calendar().hour(i);
            stretches.sizes[hour]++;
            stretches.sums[hour] += sample.outcome(i);
        }
        return stretches;
    }

    /** Those that are looked at. */
    List<NavigableSet<Integer>> all() {
        var all = new ArrayList<NavigableSet<Integer>>();
        LENGTHS.forEach(length -> add(all, length));
        return all;
    }

    /** One half of the day says what the other does, so it is there once. */
    private static void add(List<NavigableSet<Integer>> all, int length) {
        for (int first = 0; first < (length == LONGEST ? LONGEST : HOURS); first++) {
            var hours = new TreeSet<Integer>();
            for (int i = 0; i < length; i++) {
                hours.add((first + i) % HOURS);
            }
            all.add(hours);
        }
    }

    /** How many executions began in these hours. */
    long size(NavigableSet<Integer> hours) {
        return hours.stream().mapToLong(hour -> sizes[hour]).sum();
    }

    /** What their outcomes add up to. */
    double sum(NavigableSet<Integer> hours) {
        return hours.stream().mapToDouble(hour -> sums[hour]).sum();
    }

    /** Of any length, the one that most likely has other outcomes than the rest of the day. */
    NavigableSet<Integer> likeliest() {
        var all = new ArrayList<NavigableSet<Integer>>();
        for (int length = 1; length <= LONGEST; length++) {
            add(all, length);
        }
        double whole = total();
        return all.stream()
                .max(Comparator.comparingDouble(hours -> {
                    double size = size(hours);
                    return size == 0 || size == whole ? 0 : sum(hours) * sum(hours) / (size * (whole - size));
                }))
                .orElseThrow();
    }

    private double total() {
        double total = 0;
        for (long size : sizes) {
            total += size;
        }
        return total;
    }
}

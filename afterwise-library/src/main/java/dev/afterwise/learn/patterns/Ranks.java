package dev.afterwise.learn.patterns;

import dev.afterwise.segment.Numbers;
import java.util.Arrays;

/** A column of numbers by their places among each other: equal numbers have the same place, and what has no number has none. Immutable. */
final class Ranks {
    private static final int NOWHERE = -1;

    private final double[] values;
    private final int[] places;

    private Ranks(double[] values, int[] places) {
        this.values = values;
        this.places = places;
    }

    static Ranks of(Numbers column) {
        var sorting = new Sorting(column);
        double[] values = new double[sorting.size()];
        int[] places = new int[column.size()];
        Arrays.fill(places, NOWHERE);
        int distinct = 0;
        for (int i = 0; i < sorting.size(); i++) {
            int row = sorting.row(i);
            double value = column.at(row);
            if (distinct == 0 || value != values[distinct - 1]) {
                values[distinct++] = value;
            }
            places[row] = distinct - 1;
        }
        return new Ranks(Arrays.copyOf(values, distinct), places);
    }

    /** How many different numbers there are. */
    int distinct() {
        return values.length;
    }

    /** The numbers of some rows; not a number where there is none. */
    double[] numbers(int[] rows) {
        double[] numbers = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            numbers[i] = places[rows[i]] < 0 ? Double.NaN : values[places[rows[i]]];
        }
        return numbers;
    }

    /** Which of these rows have the smallest number, the next, and so on to the greatest; those without are left out. */
    int[] ascending(int[] rows) {
        int[] ends = ends(rows);
        int[] order = new int[values.length == 0 ? 0 : ends[values.length - 1]];
        for (int i = rows.length - 1; i >= 0; i--) {
            int place = places[rows[i]];
            if (place >= 0) {
                order[--ends[place]] = i;
            }
        }
        return order;
    }

    /** From -1/2 to 1/2; equal numbers share the middle of their places. Not a number where there is none. */
    double[] centred(int[] rows) {
        int[] ends = ends(rows);
        double count = values.length == 0 ? 0 : ends[values.length - 1];
        double[] centred = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int place = places[rows[i]];
            centred[i] = place < 0
                    ? Double.NaN
                    : ((place == 0 ? 0 : ends[place - 1]) + (double) ends[place]) / (2 * count) - .5;
        }
        return centred;
    }

    /** For each number, how many rows have it or a smaller one. */
    private int[] ends(int[] rows) {
        int[] ends = new int[values.length];
        for (int row : rows) {
            if (places[row] >= 0) {
                ends[places[row]]++;
            }
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        return ends;
    }
}

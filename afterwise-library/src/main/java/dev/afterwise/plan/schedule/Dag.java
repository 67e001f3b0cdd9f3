package dev.afterwise.plan.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pieces of work, numbered from 0, and for each of them those that must be behind it. There is no cycle. */
public final class Dag {
    private final int[][] before;
    private final int[][] after;
    private final int[] sorted;

    private Dag(int[][] before, int[][] after, int[] sorted) {
        this.before = before;
        this.after = after;
        this.sorted = sorted;
    }

    /**
     * Reads who waits for whom.
     *
     * @param needs for each piece the numbers of those that it needs; a number that is there twice counts once
     * @throws IllegalArgumentException if a number is none of a piece, or pieces wait for each other in a circle
     */
    public static Dag of(List<? extends List<Integer>> needs) {
        int n = needs.size();
        var before = new int[n][];
        var followers = new int[n];
        var seenBy = new int[n];
        for (int piece = 0; piece < n; piece++) {
            var distinct = new int[needs.get(piece).size()];
            int count = 0;
            for (int needed : needs.get(piece)) {
                if (needed < 0 || needed >= n) {
                    throw new IllegalArgumentException("The pieces (%d) must need each other, but number %d needs %d."
                            .formatted(n, piece, needed));
                }
                if (seenBy[needed] <= piece) {
                    seenBy[needed] = piece + 1;
                    distinct[count++] = needed;
                    followers[needed]++;
                }
            }
            before[piece] = Arrays.copyOf(distinct, count);
        }
        int[][] after = turned(before, followers);
        return new Dag(before, after, sorted(before, after));
    }

    private static int[][] turned(int[][] before, int[] followers) {
        var after = new int[before.length][];
        var filled = new int[before.length];
        for (int piece = 0; piece < before.length; piece++) {
            after[piece] = new int[followers[piece]];
        }
        for (int piece = 0; piece < before.length; piece++) {
            for (int needed : before[piece]) {
                after[needed][filled[needed]++] = piece;
            }
        }
        return after;
    }

    private static int[] sorted(int[][] before, int[][] after) {
        int n = before.length;
        var sorted = new int[n];
        var missing = new int[n];
        int known = 0;
        for (int piece = 0; piece < n; piece++) {
            missing[piece] = before[piece].length;
            if (missing[piece] == 0) {
                sorted[known++] = piece;
            }
        }
        for (int at = 0; at < known; at++) {
            for (int next : after[sorted[at]]) {
                if (--missing[next] == 0) {
                    sorted[known++] = next;
                }
            }
        }
        if (known < n) {
            var stuck = new ArrayList<Integer>();
            for (int piece = 0; piece < n && stuck.size() < 5; piece++) {
                if (missing[piece] > 0) {
                    stuck.add(piece);
                }
            }
            throw new IllegalArgumentException(
                    "Pieces must not wait for each other in a circle, but %s do or wait for such.".formatted(stuck));
        }
        return sorted;
    }

    /** How many pieces there are. */
    public int size() {
        return before.length;
    }

    /** The same pieces, each of which must be behind those that needed it. */
    Dag reversed() {
        var backwards = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            backwards[i] = sorted[sorted.length - 1 - i];
        }
        return new Dag(after, before, backwards);
    }

    int needs(int piece) {
        return before[piece].length;
    }

    int[] after(int piece) {
        return after[piece];
    }

    /**
     * How long it takes from the beginning of each piece to the end of all that waits for it, if nothing has to wait for a worker
     * (the upward rank of Topcuoglu, Hariri and Wu, "Performance-effective and low-complexity task scheduling for heterogeneous
     * computing", IEEE TPDS 13, 2002, where moving data costs nothing).
     */
    public double[] ranks(double[] seconds) {
        var ranks = Arrays.copyOf(seconds, seconds.length);
        for (int i = sorted.length - 1; i >= 0; i--) {
            int piece = sorted[i];
            double longest = 0;
            for (int next : after[piece]) {
                longest = Math.max(longest, ranks[next]);
            }
            ranks[piece] += longest;
        }
        return ranks;
    }
}

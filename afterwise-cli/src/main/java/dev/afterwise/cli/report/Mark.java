package dev.afterwise.cli.report;

import java.time.Instant;

/**
 * A change of policy, as it is marked in charts.
 *
 * @param action {@code approve} or {@code rollback}
 * @param change what was changed, in words
 */
record Mark(Instant at, String action, String change) {
    /** What was done, as a sentence begins. */
    String done() {
        return action.equals("approve") ? "Adopted" : "Taken back";
    }

    /** The letter that stands for the mark number {@code i}, such as A, B, ..., Z, A1. */
    static String letter(int i) {
        char letter = (char) ('A' + i % 26);
        return i < 26 ? String.valueOf(letter) : letter + Integer.toString(i / 26);
    }
}

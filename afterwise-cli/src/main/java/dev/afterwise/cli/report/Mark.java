package dev.afterwise.cli.report;

import java.time.Instant;

/**
 * Something that happened at a moment, as it is marked in charts: a change of policy, or a level that shifted.
 *
 * @param action as the audit says it, or which way it shifted
 * @param change what was changed, in words
 */
record Mark(Instant at, String action, String change) {
    static final String WORSE = "worse";
    static final String BETTER = "better";

    /** What was done, as a sentence begins. */
    String done() {
        return switch (action) {
            case "approve", "apply", "adopt" -> "Adopted";
            case "measure" -> "Tried";
            case "keep" -> "Kept";
            case "start" -> "Experiment begun";
            case "stop" -> "Experiment ended";
            case WORSE -> "Worse";
            case BETTER -> "Better";
            default -> "Taken back";
        };
    }

    /** Whether it happened by itself: nobody changed the policy. */
    boolean isShift() {
        return action.equals(WORSE) || action.equals(BETTER);
    }

    /** The letter that stands for the mark number {@code i}, such as A, B, ..., Z, A1. */
    static String letter(int i) {
        char letter = (char) ('A' + i % 26);
        return i < 26 ? String.valueOf(letter) : letter + Integer.toString(i / 26);
    }
}

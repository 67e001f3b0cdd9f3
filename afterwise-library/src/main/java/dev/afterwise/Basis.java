package dev.afterwise;

/** What an estimate rests on, the best first. */
public enum Basis {
    /** Earlier runs of the same step. */
    HISTORY("history"),

    /** Earlier runs of what calls the same in other plans, scaled by nothing. */
    OTHER_TASKS("other tasks"),

    /** What the plan says: its author's guess. */
    SAID("said"),

    /** Nothing. */
    UNKNOWN("unknown");

    private final String label;

    Basis(String label) {
        this.label = label;
    }

    /** Such as {@code other tasks}. */
    public String label() {
        return label;
    }
}

package dev.afterwise.benchmarks.plans;

/** How a plan is run. */
public enum Way {
    /** As somebody wrote it, and without any history. */
    WRITTEN("as written"),
    /** As somebody wrote it, with steps in the order that learned durations suggest. */
    ORDERED("as written, ordered"),
    /** With all that was learned. */
    ADAPTED("adapted");

    private final String words;

    Way(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}

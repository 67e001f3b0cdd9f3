package dev.afterwise.json;

import dev.afterwise.Fact;

/** What came of one line of a trace. */
public sealed interface TraceLine {
    /** It says something. */
    record Said(Fact fact) implements TraceLine {}

    /**
     * It was bad.
     *
     * @param text as it stands in the file, without its end; cut if it is too long
     */
    record Rejected(Problem problem, String text) implements TraceLine {}

    /** It is the last, and was not written to its end: whoever wrote it was stopped, or is still writing. */
    record Torn(Problem problem) implements TraceLine {}
}

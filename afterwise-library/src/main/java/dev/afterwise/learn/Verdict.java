package dev.afterwise.learn;

import dev.afterwise.Evidence;

/** What history says about a choice. Each case says why in a sentence. */
public sealed interface Verdict {
    String because();

    /**
     * Take this one.
     *
     * @param over the one it is compared with: the most used of the others, or the best of them
     */
    record Prefer(Candidate candidate, Candidate over, Evidence evidence, String because) implements Verdict {}

    /** There was enough to look at, and nothing by which to choose. */
    record NoDifference(String because) implements Verdict {}

    /**
     * There was not enough to look at.
     *
     * @param missing how many more decided executions it takes, at least
     */
    record TooLittle(long missing, String because) implements Verdict {}
}

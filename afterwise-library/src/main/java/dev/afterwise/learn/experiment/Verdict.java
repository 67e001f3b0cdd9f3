package dev.afterwise.learn.experiment;

/** What is to be done about an experiment. */
public sealed interface Verdict {
    /** Why, in a sentence for people. */
    String because();

    /** Too little is known yet. */
    record KeepGoing(String because) implements Verdict {}

    /** A variant is better than the original: adopt it. */
    record Better(String variant, Gain gain, String because) implements Verdict {}

    /** Every variant is worse than the original: stop. */
    record Worse(String variant, Gain gain, String because) implements Verdict {}

    /** No variant is left that may go on, for one was too slow, too dear, or failed too often while nothing was proven: stop. */
    record Broken(String variant, Gain gain, String because) implements Verdict {}

    /** It went on as long as it may, or nothing worth a change can come of it any more: stop. */
    record NoDifference(String variant, Gain gain, String because) implements Verdict {}

    /** Variants were not drawn as they should have been, or lose their runs unequally, so nothing can be compared: stop. */
    record Mismatch(String because) implements Verdict {}
}

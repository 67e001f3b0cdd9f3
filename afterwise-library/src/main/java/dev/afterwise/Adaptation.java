package dev.afterwise;

import dev.afterwise.plan.simulate.Comparison;
import java.util.Locale;

/**
 * A change to a plan that its history suggests.
 *
 * @param advice the change, why, and on what evidence
 * @param expected how whole runs go with it and without it, played in worlds that the history allows
 * @param because why the verdict is as it is
 */
public record Adaptation(Recommendation advice, Comparison expected, Verdict verdict, String because) {
    /** What to do about it. */
    public enum Verdict {
        /** Make it: that it does harm is less likely than the risk that is tolerated. */
        TAKE,
        /** Try it on half of the runs: it may well help, and nobody knows enough. */
        TRY,
        /** Leave it: it brings nothing, or nothing more once the others are made. */
        LEAVE;

        /** The word used in JSON and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Change change() {
        return advice.change();
    }
}

package dev.afterwise.learn.recommend;

import dev.afterwise.learn.recommend.Advice.Gain;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one arm would have come to if it had been taken in all executions that were logged: an estimate. Where the log says how likely
 * each arm was to be taken, it is one of causes; where it doesn't, only the known circumstances are allowed for.
 *
 * @param executions how many it is estimated for
 * @param taken how many of them took the arm
 * @param effective how many equally telling executions those are worth
 * @param isDrawn whether arms were drawn, with propensities that were logged
 * @param success how often it would have succeeded
 * @param gain how much more often that is than what was done
 * @param dollars what it would have cost on average, or null where too few costs are known
 */
public record Hindsight(
        String arm,
        long executions,
        long taken,
        double effective,
        boolean isDrawn,
        Gain success,
        Gain gain,
        @Nullable Gain dollars) {
    /** What it says, in a sentence without a full stop. */
    public String because() {
        String estimate = String.format(
                Locale.ROOT,
                "'%s' throughout would have succeeded in %.1f %% of %d logged executions (95 %% interval %.1f to %.1f, effective sample %.0f), %+.1f"
                        + " points (%+.1f to %+.1f) against what was done",
                arm,
                100 * success.value(),
                executions,
                100 * success.interval().low(),
                100 * success.interval().high(),
                effective,
                100 * gain.value(),
                100 * gain.interval().low(),
                100 * gain.interval().high());
        return isDrawn
                ? estimate + ", estimated from logged propensities"
                : estimate
                        + "; choices were not random, and only the known circumstances are allowed for: what else"
                        + " went into them may be the cause";
    }
}

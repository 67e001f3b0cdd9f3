package dev.afterwise.learn.recommend;

import dev.afterwise.learn.recommend.Advice.Gain;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a ladder comes to, estimated from pieces of work that several arms were tried on. It takes for granted that whoever climbs
 * sees each failure. All intervals hold together for all ladders that were compared.
 *
 * @param pieces how many pieces of work its first arm was tried on
 * @param failed at how many of them that failed
 * @param followed on how many of these the second arm was tried, too
 * @param compared how many ladders were compared
 * @param success how often it succeeds
 * @param dollars what it costs on average, or null if nobody knows
 * @param gain how much more utility it has than the best single arm
 * @param over that arm: the one that it is least sure to exceed
 */
public record Climb(
        Ladder ladder,
        long pieces,
        long failed,
        long followed,
        int compared,
        Gain success,
        @Nullable Gain dollars,
        Gain gain,
        String over) {
    /** Whether it is surely better than every single arm. */
    public boolean isSure() {
        return gain.interval().low() > 0;
    }

    /** What it says, in a sentence without a full stop. */
    public String because() {
        Gain its = dollars;
        String cost = its == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " for %.4g dollars (%.4g to %.4g)",
                        its.value(),
                        its.interval().low(),
                        its.interval().high());
        return String.format(
                Locale.ROOT,
                "'%s' first, and '%s' where it fails, succeeds in %.1f %% (%.1f to %.1f)%s on %d pieces of work, and gains %+.1f points (%+.1f to"
                        + " %+.1f) over '%s' alone: intervals of 95 %% for all %d ladders together",
                ladder.first(),
                ladder.second(),
                100 * success.value(),
                100 * success.interval().low(),
                100 * success.interval().high(),
                cost,
                pieces,
                100 * gain.value(),
                100 * gain.interval().low(),
                100 * gain.interval().high(),
                over,
                compared);
    }
}

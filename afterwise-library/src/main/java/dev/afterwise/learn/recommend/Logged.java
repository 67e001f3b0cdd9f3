package dev.afterwise.learn.recommend;

import dev.afterwise.learn.predict.Factor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution as it was logged.
 *
 * @param circumstances what was known before
 * @param piece which very piece of work it was, or null
 * @param propensity how likely its arm was to be taken; not a number if nobody wrote that down
 * @param seconds not a number if nobody knows
 * @param dollars not a number if nobody knows
 */
record Logged(
        String arm,
        List<Factor> circumstances,
        @Nullable String piece,
        double propensity,
        boolean worked,
        double seconds,
        double dollars) {
    Logged {
        circumstances = List.copyOf(circumstances);
    }

    /** Whether it was left to chance, by a known propensity, which arm it took. */
    boolean isDrawn() {
        return propensity > 0 && propensity < 1;
    }

    double success() {
        return worked ? 1 : 0;
    }
}

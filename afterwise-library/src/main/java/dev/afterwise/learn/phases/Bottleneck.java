package dev.afterwise.learn.phases;

import java.time.Duration;
import java.util.Locale;

/**
 * A step that holds executions up, or brings them down.
 *
 * @param lost how much time it cost in what was looked at, as an estimate
 * @param because what was counted
 * @param advice what may help
 */
public record Bottleneck(Kind kind, Phase phase, Duration lost, String because, String advice) {
    /** How it does so. */
    public enum Kind {
        /** What it makes, or is given, does not pass. */
        VALIDATION,
        /** It fails. */
        EXECUTION,
        /** It takes longer than its norm or its estimate. */
        PERFORMANCE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

package dev.afterwise;

import java.time.Duration;
import java.util.List;

/**
 * What alerts are raised, and how often.
 *
 * @param watch whether to say what changes, and which failures are new or back, whatever the rules
 * @param againAfter how long the same alert is not raised again
 */
public record AlertSettings(boolean watch, Duration againAfter, List<AlertRule> rules) {
    /** What changes, and what is new; the same at most every six hours; no rules. */
    public static final AlertSettings STANDARD = new AlertSettings(true, Duration.ofHours(6), List.of());

    /** No alerts. */
    public static final AlertSettings NONE = new AlertSettings(false, Duration.ofHours(6), List.of());

    public AlertSettings {
        rules = List.copyOf(rules);
    }
}

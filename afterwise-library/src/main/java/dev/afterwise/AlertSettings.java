package dev.afterwise;

import java.time.Duration;
import java.util.List;

/**
 * What alerts are raised, how often, and where they are sent.
 *
 * @param watch whether to say what changes, and which failures are new or back, whatever the rules
 * @param againAfter how long the same alert is not raised again
 */
public record AlertSettings(boolean watch, Duration againAfter, List<AlertRule> rules, List<AlertTarget> targets) {
    /** What changes, and what is new; the same at most every six hours; no rules. */
    public static final AlertSettings STANDARD = new AlertSettings(true, Duration.ofHours(6), List.of());

    /** No alerts. */
    public static final AlertSettings NONE = new AlertSettings(false, Duration.ofHours(6), List.of());

    public AlertSettings {
        rules = List.copyOf(rules);
        targets = List.copyOf(targets);
    }

    /** Sent nowhere. */
    public AlertSettings(boolean watch, Duration againAfter, List<AlertRule> rules) {
        this(watch, againAfter, rules, List.of());
    }
}

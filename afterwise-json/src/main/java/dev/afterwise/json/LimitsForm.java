package dev.afterwise.json;

import dev.afterwise.BreakerLimits;

/** The keys of a circuit breaker's limits, as they are stored. */
final class LimitsForm {
    private LimitsForm() {}

    static void write(JsonText json, BreakerLimits limits) {
        json.number("failures_in_a_row", limits.failuresInARow())
                .number("failure_rate", limits.failureRate())
                .number("slow_rate", limits.slowRate())
                .micros("slow_after_us", limits.slowAfter())
                .micros("window_us", limits.window())
                .micros("open_for_us", limits.openFor())
                .micros("longest_open_us", limits.longestOpen());
    }

    static BreakerLimits read(Fields fields) {
        return new BreakerLimits(
                fields.integer("failures_in_a_row"),
                fields.finite("failure_rate"),
                fields.finite("slow_rate"),
                fields.micros("slow_after_us"),
                fields.micros("window_us"),
                fields.micros("open_for_us"),
                fields.micros("longest_open_us"));
    }
}

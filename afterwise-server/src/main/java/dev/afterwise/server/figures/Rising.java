package dev.afterwise.server.figures;

import java.util.HashMap;
import java.util.Map;

/**
 * Figures that only ever grow, made of figures that may shrink: the history takes counts back where something is learned late, and
 * Prometheus takes a counter that shrinks for one that began anew. Each begins at zero when the server does. For one thread.
 */
final class Rising {
    private final Map<String, Double> first = new HashMap<>();
    private final Map<String, Double> greatest = new HashMap<>();
    private boolean isBegun;

    /** All that is asked for before this stands at zero from then on. What is asked for later began at zero. */
    void begin() {
        isBegun = true;
    }

    /** How much this figure has grown. */
    double since(String key, double now) {
        double from = isBegun ? first.getOrDefault(key, 0.0) : first.merge(key, now, (old, fresh) -> fresh);
        return greatest.merge(key, Math.max(0, now - from), Math::max);
    }
}

package dev.afterwise.cli.report;

import dev.afterwise.Recommendation;
import dev.afterwise.learn.Realised;
import java.time.Instant;
import java.util.Optional;

/**
 * A recommendation, and what came of it.
 *
 * @param approvedAt when it was last adopted; empty if it never was
 * @param realised what it has brought since; empty if it never was adopted, or there are too many to look into
 */
record Advice(Recommendation recommendation, Optional<Instant> approvedAt, Optional<Realised> realised) {
    boolean isOpen() {
        return recommendation.status() == Recommendation.Status.PROPOSED;
    }
}

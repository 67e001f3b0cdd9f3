package dev.afterwise.cli.report;

import dev.afterwise.Evidence;
import dev.afterwise.Measurement;
import dev.afterwise.Recommendation;
import dev.afterwise.learn.Realised;
import java.time.Instant;
import java.util.Optional;

/**
 * A recommendation, and what came of it.
 *
 * @param approvedAt when it was last adopted; empty if it never was
 * @param realised what it has brought since, as far as nothing else measures that; empty if it never was adopted, or there are too
 *     many to look into
 */
record Advice(Recommendation recommendation, Optional<Instant> approvedAt, Optional<Realised> realised) {
    /** What was measured of it; empty if nothing was, or too little. */
    Optional<Evidence> measured() {
        Measurement measurement = recommendation.measurement();
        return measurement == null ? Optional.empty() : Optional.ofNullable(measurement.realised());
    }

    boolean isOpen() {
        return recommendation.status() == Recommendation.Status.PROPOSED;
    }
}

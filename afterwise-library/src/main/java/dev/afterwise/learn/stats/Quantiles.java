package dev.afterwise.learn.stats;

import dev.afterwise.Distribution;
import java.time.Duration;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/**
 * What a sample of durations says about the quantiles behind it, whatever their distribution.
 *
 * <p>How many of {@code n} independent durations lie below the quantile {@code q} is binomial with {@code n} and {@code q}; so
 * the chance that the quantile lies between two places of the ordered sample is known without knowing anything else (David and
 * Nagaraja, "Order Statistics", 3rd ed. 2003, section 7.1). The places are taken so that each tail has at most half of what
 * may be missed: the coverage is at least what is stated, and often more. Where a sample is too small for any place to do, as
 * for a median of five or a 95th percentile of seventy, there is no bound. Every duration is within 1 %, as in {@link
 * Distribution}.
 */
public final class Quantiles {
    private static final double TAIL = .025;

    private Quantiles() {}

    /** The interval of the quantile {@code q}, strictly between 0 and 1, with at least 95 % confidence. */
    public static Span interval(Distribution took, double q) {
        if (took.count() == 0) {
            return Span.UNBOUNDED;
        }
        int low = binomial(took, q).inverseCumulativeProbability(TAIL);
        return new Span(low == 0 ? Duration.ZERO : took.atRank(low), upperBound(took, q, 1 - TAIL));
    }

    /** What the quantile {@code q} does not exceed with this confidence; null where the sample is too small to say. */
    public static @Nullable Duration upperBound(Distribution took, double q, double confidence) {
        if (took.count() == 0) {
            return null;
        }
        int rank = binomial(took, q).inverseCumulativeProbability(confidence) + 1;
        return rank > took.count() ? null : took.atRank(rank);
    }

    private static BinomialDistribution binomial(Distribution took, double q) {
        return BinomialDistribution.of(Math.toIntExact(took.count()), q);
    }
}

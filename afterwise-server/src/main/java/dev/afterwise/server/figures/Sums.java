package dev.afterwise.server.figures;

import dev.afterwise.Distribution;
import dev.afterwise.Outcomes;
import dev.afterwise.Status;
import dev.afterwise.Summary;
import dev.afterwise.Usage;
import java.time.Duration;
import java.util.List;

/** What executions add up to that share a label. Merging adds. */
record Sums(Outcomes outcomes, Distribution took, Usage usage) {
    static final Sums NONE = new Sums(Outcomes.NONE, Distribution.empty(), Usage.NONE);

    static Sums of(Summary summary) {
        return new Sums(summary.outcomes(), summary.took(), summary.usage());
    }

    Sums merge(Sums other) {
        return new Sums(outcomes.merge(other.outcomes), took.merge(other.took), usage.merge(other.usage));
    }

    long count(Status status) {
        return switch (status) {
            case SUCCEEDED -> outcomes.succeeded();
            case FAILED -> outcomes.failed();
            case CANCELLED -> outcomes.cancelled();
            case UNKNOWN -> outcomes.unknown();
            case ABANDONED -> outcomes.abandoned();
            case RUNNING -> outcomes.running();
        };
    }

    /** How many took at most so long, for each of these limits in ascending order, and how many there are. */
    double[] upTo(List<Duration> limits) {
        double[] counts = new double[limits.size() + 1];
        for (int i = 0; i < limits.size(); i++) {
            counts[i] = (double) took.countUpTo(limits.get(i));
        }
        counts[limits.size()] = (double) took.count();
        return counts;
    }

    double seconds() {
        return took.count() == 0 ? 0 : (double) took.mean().toNanos() / 1e9 * (double) took.count();
    }
}

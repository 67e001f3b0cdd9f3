package dev.afterwise.learn.phases;

import dev.afterwise.Action;
import dev.afterwise.Distribution;
import dev.afterwise.Execution;
import dev.afterwise.Step;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Quantiles;
import dev.afterwise.learn.stats.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/** How far phases were from their estimates. A ratio is kept as that many seconds. What was reported twice counts once. */
final class Estimates {
    private record Told(Instant at, Duration took) {}

    private final Map<PhaseKey, Distribution.Builder> ratios = new HashMap<>();
    private final Map<PhaseKey, Set<Told>> told = new HashMap<>();

    Estimates(Collection<Execution> sample) {
        for (Execution execution : sample) {
            for (Step step : execution.steps()) {
                Duration took = step.took();
                if (took != null
                        && step.action() instanceof Action.Phase phase
                        && phase.estimate() != null
                        && phase.estimate().isPositive()) {
                    add(PhaseKey.of(execution.profile().task(), step), phase.estimate(), took, step);
                }
            }
        }
    }

    private void add(PhaseKey key, Duration estimate, Duration took, Step step) {
        var one = new Told(step.attempts().getFirst().startedAt(), took);
        if (told.computeIfAbsent(key, its -> new HashSet<>()).add(one)) {
            double ratio = (double) took.toNanos() / (double) estimate.toNanos();
            ratios.computeIfAbsent(key, its -> new Distribution.Builder())
                    .add(Duration.ofNanos((long) Math.min(ratio * 1e9, 1e15)));
        }
    }

    @Nullable
    Accuracy of(PhaseKey key) {
        Distribution.Builder builder = ratios.get(key);
        if (builder == null) {
            return null;
        }
        Distribution all = builder.build();
        Span span = Quantiles.interval(all, .5);
        Duration high = span.high();
        return new Accuracy(
                ratio(all.quantile(.5)),
                new Interval(ratio(span.low()), high == null ? Double.POSITIVE_INFINITY : ratio(high)),
                all.count());
    }

    /** How likely so many would take more than half as long again, if only half of all did. */
    double pValue(PhaseKey key) {
        Distribution.Builder builder = ratios.get(key);
        if (builder == null) {
            return 1;
        }
        Distribution all = builder.build();
        long over = all.count() - all.countUpTo(Duration.ofMillis((long) (Pace.SLOW * 1_000)));
        return BinomialDistribution.of((int) all.count(), .5).survivalProbability((int) over - 1);
    }

    private static double ratio(Duration seconds) {
        return seconds.toNanos() / 1e9;
    }
}

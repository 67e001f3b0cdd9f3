package dev.afterwise.learn.phases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the time goes.
 *
 * @param phases those with the greatest share of the critical path first
 * @param bottlenecks those that cost most first
 * @param sampled how many executions were looked at step by step
 * @param recentFrom what came before is the norm; null if nothing was looked at
 */
public record PhaseReport(
        List<Phase> phases,
        List<Bottleneck> bottlenecks,
        List<BestOrder> orders,
        long sampled,
        @Nullable Instant recentFrom) {
    public PhaseReport {
        phases = List.copyOf(phases);
        bottlenecks = List.copyOf(bottlenecks);
        orders = List.copyOf(orders);
    }
}

package dev.afterwise.server.figures;

import dev.afterwise.BreakerState;
import dev.afterwise.Cycle;
import dev.afterwise.GuardMemory;
import dev.afterwise.Recommendation;
import dev.afterwise.server.figures.Exposition.Kind;
import dev.afterwise.store.Document;
import dev.afterwise.store.Document.Looped;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the ledger of a workspace says: circuit breakers, recommendations, the loop. Safe for use by many threads. */
record Learning(Ledger ledger) {
    private static final int MOST_COMPONENTS = 100;

    void write(Exposition out, Instant now) {
        breakers(out);
        recommendations(out);
        Looped looped =
                ledger.read(Looped.class, Looped.KEY).map(Versioned::document).orElse(Looped.NEVER);
        out.single("afterwise_loop_cycles_total", Kind.COUNTER, "Cycles of the loop, ever.", (double) looped.cycles());
        Cycle last = looped.last();
        if (last != null) {
            out.single(
                    "afterwise_loop_age_seconds",
                    Kind.GAUGE,
                    "How long ago the last cycle of the loop began.",
                    (double) Math.max(0, Duration.between(last.startedAt(), now).toMillis()) / 1e3);
            out.single(
                    "afterwise_loop_duration_seconds",
                    Kind.GAUGE,
                    "How long the last cycle of the loop took.",
                    (double) last.took().toMillis() / 1e3);
            out.single(
                    "afterwise_loop_complete",
                    Kind.GAUGE,
                    "Whether every phase of the last cycle was done.",
                    last.isDone() ? 1 : 0);
        }
    }

    private void breakers(Exposition out) {
        List<GuardMemory> memories =
                ledger
                        .read(Document.Guarded.class, Document.Guarded.KEY)
                        .map(each -> each.document().memories())
                        .stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(
                                        (GuardMemory each) -> each.breaker().kind() == BreakerState.Kind.CLOSED)
                                .thenComparing(GuardMemory::component))
                        .limit(MOST_COMPONENTS)
                        .toList();
        out.family(
                "afterwise_breaker_open",
                Kind.GAUGE,
                "Circuit breakers by component and state: 1 if it lets no call through, 0 if it does.");
        memories.forEach(each -> out.sample(
                each.breaker().kind() == BreakerState.Kind.CLOSED ? 0 : 1,
                "component",
                each.component(),
                "state",
                each.breaker().kind().label()));
        out.family(
                "afterwise_recovery_budget_ratio",
                Kind.GAUGE,
                "How full the recovery budget of a component is, from 0 to 1.");
        memories.forEach(each -> out.sample(each.budget(), "component", each.component()));
    }

    private void recommendations(Exposition out) {
        Map<Recommendation.Status, Long> counts = new EnumMap<>(Recommendation.Status.class);
        ledger.list(Document.Advised.class)
                .forEach(each -> counts.merge(each.document().recommendation().status(), 1L, Long::sum));
        out.family("afterwise_recommendations", Kind.GAUGE, "Recommendations by where they are in their lives.");
        for (Recommendation.Status each : Recommendation.Status.values()) {
            out.sample((double) counts.getOrDefault(each, 0L), "status", each.word());
        }
    }
}

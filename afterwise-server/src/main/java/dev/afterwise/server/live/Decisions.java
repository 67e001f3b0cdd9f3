package dev.afterwise.server.live;

import dev.afterwise.Alert;
import dev.afterwise.Cycle;
import dev.afterwise.GuardMemory;
import dev.afterwise.OpenRuns;
import dev.afterwise.Recommendation;
import dev.afterwise.store.Document;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is decided, by looking at what the ledger holds again and again: what becomes of recommendations, circuit breakers, the loop, alerts
 * that are raised, questions that people are asked. For one thread.
 */
final class Decisions {
    private final Ledger ledger;
    private final OpenRuns runs;
    private Map<String, Recommendation.Status> recommendations = Map.of();
    private Map<String, String> breakers = Map.of();
    private Map<String, Instant> alerts = Map.of();
    private Set<String> questions = Set.of();
    private long cycles;
    private boolean isBegun;

    Decisions(WorkspaceStore store, Timekeeper time) {
        this.ledger = store.ledger();
        this.runs = OpenRuns.of(store, time);
    }

    /** Tells what happened since it was called last; nothing the first time. */
    void next(Telling telling) {
        Telling told = isBegun ? telling : (kind, say) -> {};
        lookAtBreakers(told);
        lookAtLoop(told);
        lookAtRecommendations(told);
        lookAtAlerts(told);
        lookAtQuestions(told);
        isBegun = true;
    }

    private void lookAtBreakers(Telling telling) {
        var now = new HashMap<String, String>();
        ledger.read(Document.Guarded.class, Document.Guarded.KEY)
                .ifPresent(each ->
                        each.document().memories().forEach(memory -> now.put(memory.component(), state(memory))));
        now.forEach((component, state) -> {
            String before = breakers.getOrDefault(component, "closed");
            if (!before.equals(state)) {
                telling.tell(
                        "breaker",
                        line -> line.with("component", component)
                                .with("state", state)
                                .with("was", before));
            }
        });
        breakers = now;
    }

    private static String state(GuardMemory memory) {
        return memory.breaker().kind().label();
    }

    private void lookAtLoop(Telling telling) {
        ledger.read(Document.Looped.class, Document.Looped.KEY)
                .map(Versioned::document)
                .filter(each -> each.cycles() != cycles)
                .ifPresent(each -> {
                    cycles = each.cycles();
                    Cycle last = each.last();
                    if (last != null) {
                        telling.tell(
                                "loop",
                                line -> line.with("cycle", each.cycles())
                                        .with("started", last.startedAt().toString())
                                        .with("duration_ms", last.took().toMillis())
                                        .with("execution", last.execution().hex()));
                    }
                });
    }

    private void lookAtRecommendations(Telling telling) {
        var now = new HashMap<String, Recommendation.Status>();
        ledger.list(Document.Advised.class).stream()
                .map(each -> each.document().recommendation())
                .forEach(each -> {
                    now.put(each.id(), each.status());
                    Recommendation.Status before = recommendations.get(each.id());
                    if (before != each.status()) {
                        telling.tell(
                                "recommendation",
                                line -> line.with("id", each.id())
                                        .with("status", each.status().word())
                                        .with("was", before == null ? null : before.word()));
                    }
                });
        recommendations = now;
    }

    private void lookAtAlerts(Telling telling) {
        var now = new HashMap<String, Instant>();
        ledger.list(Document.Alerted.class).stream()
                .map(each -> each.document().alert())
                .forEach(each -> {
                    now.put(each.id(), each.raised().last());
                    if (!each.raised().last().equals(alerts.get(each.id()))) {
                        tell(each, telling);
                    }
                });
        alerts = now;
    }

    private static void tell(Alert alert, Telling telling) {
        telling.tell(
                "alert",
                line -> line.with("id", alert.id())
                        .with("about", alert.kind().word())
                        .with("severity", alert.severity().name().toLowerCase(Locale.ROOT))
                        .with("subject", alert.subject())
                        .with("statement", alert.statement()));
    }

    private void lookAtQuestions(Telling telling) {
        var now = new HashSet<String>();
        runs.questions().forEach(each -> {
            String run = each.run().id().hex();
            String key = run + "/" + each.step();
            now.add(key);
            if (!questions.contains(key)) {
                telling.tell(
                        "question",
                        line -> line.with("run", run)
                                .with("plan", each.run().plan())
                                .with("step", each.step())
                                .with("question", each.question()));
            }
        });
        questions.stream().filter(each -> !now.contains(each)).forEach(each -> {
            int slash = each.indexOf('/');
            telling.tell(
                    "answered",
                    line -> line.with("run", each.substring(0, slash)).with("step", each.substring(slash + 1)));
        });
        questions = now;
    }
}

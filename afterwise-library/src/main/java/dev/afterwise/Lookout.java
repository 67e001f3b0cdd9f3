package dev.afterwise;

import dev.afterwise.learn.change.Aspect;
import dev.afterwise.learn.change.Degradations;
import dev.afterwise.learn.change.Vigil;
import dev.afterwise.store.Document;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Newest;
import dev.afterwise.store.Versioned;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at executions as they end, against what the history says is normal and known. For one thread. */
final class Lookout {
    /** As far back goes what is normal. */
    private static final Duration NORMAL = Duration.ofDays(30);
    /** What was not seen for so long is back. */
    private static final Duration FORGOTTEN = Duration.ofDays(30);
    /** In a history with fewer executions, every failure is new. */
    private static final int ENOUGH = 100;
    /** Of more tasks nothing is watched, for their names may hold ids. */
    private static final int MOST_TASKS = 2_000;

    private final boolean watch;
    private final List<RuleWatch> rules;
    private final Map<String, Map<Aspect, Vigil>> tasks = new HashMap<>();
    private final Map<String, Instant> lastSeen = new HashMap<>();
    private final Map<String, Instant> resolved = new HashMap<>();
    private long seen;

    Lookout(AlertSettings settings) {
        this.watch = settings.watch();
        this.rules = settings.rules().stream().map(RuleWatch::new).toList();
    }

    /** Learns from the history what is normal, and which failures are known. */
    void learn(WorkspaceStore store, Instant now) {
        if (!watch) {
            return;
        }
        Window window = Newest.of(store.history(), Filter.ALL, now)
                .map(newest -> Window.lasting(NORMAL, newest))
                .orElse(Window.ALL);
        var columns = store.segments().scan(window);
        seen = columns.size();
        for (Degradations.Normal each : Degradations.of(columns, ZoneOffset.UTC).normal()) {
            if (tasks.size() < MOST_TASKS) {
                vigils(each.scope().task()).put(each.aspect(), new Vigil(each.aspect(), each.baseline()));
            }
        }
        for (FailureGroup each : store.history().failures(Filter.ALL)) {
            lastSeen.put(each.example().fingerprint().hex(), each.lastSeen());
        }
        store.ledger().list(Document.Marked.class).stream()
                .map(Versioned::document)
                .forEach(this::mark);
    }

    private void mark(Document.Marked marked) {
        Instant at = marked.mark().resolvedAt();
        if (at != null) {
            marked.mark().fingerprints().forEach(fingerprint -> resolved.put(fingerprint, at));
        }
    }

    /** What there is to say about an execution that has ended. */
    List<Alert> next(Noticed execution) {
        var alerts = new ArrayList<Alert>();
        for (RuleWatch each : rules) {
            Alert alert = each.next(execution);
            if (alert != null) {
                alerts.add(alert);
            }
        }
        if (watch) {
            change(execution, alerts);
            if (execution.failure() != null) {
                failure(execution, execution.failure(), alerts);
            }
            seen++;
        }
        return alerts;
    }

    private Map<Aspect, Vigil> vigils(String task) {
        return tasks.computeIfAbsent(task, its -> new EnumMap<>(Aspect.class));
    }

    private void change(Noticed execution, List<Alert> alerts) {
        if (!execution.isDecided() || (tasks.size() >= MOST_TASKS && !tasks.containsKey(execution.task()))) {
            return;
        }
        for (Aspect aspect : Aspect.values()) {
            double value = switch (aspect) {
                case SUCCESS -> execution.status() == Status.SUCCEEDED ? 1 : 0;
                case DURATION -> execution.seconds();
                case COST -> execution.dollars() > 0 ? execution.dollars() : Double.NaN;
            };
            if (!Double.isNaN(value)) {
                vigils(execution.task())
                        .computeIfAbsent(aspect, Vigil::new)
                        .next(value)
                        .map(alarm -> Alert.of(
                                Alert.Kind.CHANGE,
                                aspect == Aspect.SUCCESS ? Severity.HIGH : Severity.MEDIUM,
                                execution.task(),
                                aspect.word(),
                                "'" + execution.task() + "': " + alarm.words(),
                                execution.endedAt(),
                                execution.examples()))
                        .ifPresent(alerts::add);
            }
        }
    }

    private void failure(Noticed execution, Failure failure, List<Alert> alerts) {
        String fingerprint = failure.fingerprint().hex();
        Instant at = execution.endedAt();
        Instant before = lastSeen.put(fingerprint, at);
        Instant since = resolved.get(fingerprint);
        String what = "%s: %s".formatted(failure.type(), Excerpt.of(Fingerprint.mask(failure.message()), 200));
        if (before == null && seen >= ENOUGH) {
            alerts.add(Alert.of(
                    Alert.Kind.NEW_ERROR,
                    failure.severity(),
                    execution.task(),
                    fingerprint,
                    "'%s' failed in a way that was not seen before: %s".formatted(execution.task(), what),
                    at,
                    execution.examples()));
        } else if (before != null
                && ((since != null && at.isAfter(since))
                        || before.plus(FORGOTTEN).isBefore(at))) {
            String why = since != null ? "was taken for resolved" : "was not seen for 30 days";
            alerts.add(Alert.of(
                    Alert.Kind.REGRESSION,
                    failure.severity(),
                    execution.task(),
                    fingerprint,
                    "'%s' failed again in a way that %s: %s".formatted(execution.task(), why, what),
                    at,
                    execution.examples()));
        }
    }
}

package dev.afterwise;

import dev.afterwise.learn.change.Degradations;
import dev.afterwise.learn.change.Shift;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import dev.afterwise.store.Document;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Newest;
import dev.afterwise.store.Query;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What there is to say about a history as it stands at its newest execution, for whoever does not follow it. For one thread. */
final class AlertCheck {
    private static final Duration LOOKED_AT = Duration.ofDays(90);
    /** A change or an error is news for so long. */
    private static final Duration NEWS = Duration.ofDays(1);

    private static final int ENOUGH = 100;
    private static final double MILLION = 1e6;

    private final WorkspaceStore store;
    private final Instant now;
    private final AlertSettings settings;
    private final Map<String, Status> statuses = new HashMap<>();

    AlertCheck(WorkspaceStore store, AlertSettings settings, Instant now) {
        this.store = store;
        this.now = now;
        this.settings = settings;
        for (Status each : Status.values()) {
            statuses.put(each.word(), each);
        }
    }

    List<Alert> alerts() {
        var alerts = new ArrayList<Alert>();
        Newest.of(store.history(), Filter.ALL, now).ifPresent(newest -> {
            Columns columns = store.segments().scan(Window.lasting(LOOKED_AT, newest));
            rules(columns, alerts);
            if (settings.watch()) {
                changes(columns, newest, alerts);
                failures(newest, alerts);
            }
        });
        return alerts;
    }

    private void rules(Columns columns, List<Alert> alerts) {
        List<Noticed> executions = settings.rules().isEmpty() ? List.of() : executions(columns);
        for (AlertRule rule : settings.rules()) {
            var watch = new RuleWatch(rule);
            Alert last = null;
            for (Noticed each : executions) {
                if (watch.counts(each)) {
                    last = watch.next(each);
                }
            }
            if (last != null) {
                alerts.add(last);
            }
        }
    }

    private List<Noticed> executions(Columns columns) {
        Numbers started = columns.numbers(Quantity.STARTED_US);
        Numbers took = columns.numbers(Quantity.TOOK_US);
        Numbers cost = columns.numbers(Quantity.COST_MICROS);
        Codes<String> tasks = columns.labels(Trait.TASK);
        Codes<String> status = columns.labels(Trait.STATUS);
        var executions = new ArrayList<Noticed>();
        for (int row = 0; row < columns.size(); row++) {
            long micros = started.whole(row) + (took.has(row) ? took.whole(row) : 0);
            executions.add(new Noticed(
                    null,
                    String.valueOf(tasks.at(row)),
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                    statuses.getOrDefault(String.valueOf(status.at(row)), Status.UNKNOWN),
                    took.has(row) ? took.at(row) / MILLION : Double.NaN,
                    cost.has(row) ? cost.at(row) / MILLION : 0,
                    null));
        }
        executions.sort(Comparator.comparing(Noticed::endedAt));
        return executions;
    }

    private void changes(Columns columns, Instant newest, List<Alert> alerts) {
        for (Shift each : Degradations.of(columns, ZoneOffset.UTC).worse()) {
            if (each.when().lasts() && each.when().latest().plus(NEWS).isAfter(newest)) {
                alerts.add(Alert.of(
                        Alert.Kind.CHANGE,
                        each.effect().severity(),
                        each.scope().task(),
                        each.effect().aspect().word(),
                        each.because(),
                        each.when().at(),
                        List.copyOf(store.segments().ids(each.examples()).values())));
            }
        }
    }

    private void failures(Instant newest, List<Alert> alerts) {
        Instant recent = newest.minus(NEWS);
        boolean isKnown = store.history()
                        .find(new Query(Filter.ALL.with(new Window(null, recent)), null, ENOUGH))
                        .items()
                        .size()
                >= ENOUGH;
        var resolved = new HashMap<String, Instant>();
        store.ledger().list(Document.Marked.class).forEach(each -> {
            Instant at = each.document().mark().resolvedAt();
            if (at != null) {
                each.document().mark().fingerprints().forEach(fingerprint -> resolved.put(fingerprint, at));
            }
        });
        for (FailureGroup each : store.history().failures(Filter.ALL)) {
            Instant since = resolved.get(each.example().fingerprint().hex());
            if (since != null && each.lastSeen().isAfter(since)) {
                alerts.add(failure(Alert.Kind.REGRESSION, each, "failed again in a way that was taken for resolved"));
            } else if (since == null && isKnown && !each.firstSeen().isBefore(recent)) {
                alerts.add(failure(Alert.Kind.NEW_ERROR, each, "failed in a way that was not seen before"));
            }
        }
    }

    private Alert failure(Alert.Kind kind, FailureGroup group, String what) {
        String task = store.history()
                .execution(group.execution())
                .map(each -> each.headline().profile().task())
                .orElse("unnamed");
        Failure failure = group.example();
        return Alert.of(
                kind,
                failure.severity(),
                task,
                failure.fingerprint().hex(),
                "'%s' %s: %s: %s"
                        .formatted(task, what, failure.type(), Excerpt.of(Fingerprint.mask(failure.message()), 200)),
                group.lastSeen(),
                List.of(group.execution()));
    }
}

package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.Fingerprint;
import dev.afterwise.Outcome;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.store.StepRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A step that is done for each of its items. The items are worked out once, when it begins, and kept in the journal as what
 * {@code STEP[]} gave; each is then a step of its own, {@code STEP[0]} and so on. The step's own attempt is open until all of
 * them are behind it. An item that fails doesn't stop the others.
 */
final class Items {
    private static final String LIST = "items";

    private final StepRunner steps;
    private final RunScope scope;
    private final Watcher watcher;

    Items(StepRunner steps, RunScope scope, Watcher watcher) {
        this.steps = steps;
        this.scope = scope;
        this.watcher = watcher;
    }

    StepEnd run(PlanStep step, ForEach each) throws InterruptedException {
        Errand whole = Errand.of(step, scope);
        List<StepRun> before = steps.past(step);
        boolean asksEach = asksOfItem(step, each);
        StepEnd end =
                before.isEmpty() ? (asksEach ? null : StepRunner.unmet(whole)) : StepRunner.over(before.getLast());
        StepLog log = steps.log(whole);
        try {
            if (end instanceof StepEnd.Skipped(String because)) {
                log.note("step_skipped", because);
                watcher.skipped(step, because);
                return end;
            }
            log.begin(before, end == null && !before.isEmpty() ? before.getLast() : null);
            return end != null ? end : items(whole, each, before, asksEach, log);
        } finally {
            log.hand(steps.facts());
        }
    }

    /** A condition that speaks of the item is asked for each, any other for all of them. */
    private static boolean asksOfItem(PlanStep step, ForEach each) {
        return step.condition() != null
                && step.condition().references().stream()
                        .anyMatch(path -> path.getFirst().equals(each.as()));
    }

    private StepEnd items(Errand whole, ForEach each, List<StepRun> before, boolean asksEach, StepLog log)
            throws InterruptedException {
        Instant at = before.isEmpty() ? log.claim(1, null) : before.getLast().startedAt();
        int number = before.isEmpty() ? 1 : before.getLast().attempt();
        watcher.started(whole.step(), number, null);
        List<StepEnd> ends;
        try {
            List<Value> items = found(whole, each);
            ends = done(whole.step(), each, items, asksEach);
        } catch (ExpressionException e) {
            return finished(
                    whole,
                    number,
                    new Outcome.Failed(since(at), Failures.invalid("expression", e.getMessage())),
                    new TreeMap<>(),
                    log);
        } catch (InterruptedException e) {
            var cancelled = new Outcome.Cancelled(since(at), steps.steering().whyStopped());
            finished(whole, number, cancelled, new TreeMap<>(), log);
            throw e;
        }
        for (StepEnd end : ends) {
            if (end instanceof StepEnd.Waiting) {
                return end;
            }
        }
        return finished(whole, number, outcome(ends, since(at)), outputs(whole.step(), ends), log);
    }

    private StepEnd finished(
            Errand whole, int number, Outcome.Ended outcome, SortedMap<String, Value> outputs, StepLog log) {
        log.finish(number, Performed.of(outcome), null, outputs, Usage.NONE);
        watcher.ended(whole.step(), number, outcome, null);
        return new StepEnd.Made(outcome, outputs);
    }

    private Duration since(Instant at) {
        Duration took = Duration.between(at, steps.tools().time().now());
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** The items as they were when the step began: what they come from may be another thing by now. */
    private List<Value> found(Errand whole, ForEach each) {
        String key = whole.step().id() + "[]";
        List<StepRun> kept = steps.past(key);
        if (!kept.isEmpty() && kept.getLast().outcome() instanceof Outcome.Succeeded) {
            Value list = Objects.requireNonNull(kept.getLast().outputs().get(LIST));
            return JsonItems.of(list.toString()).orElseThrow();
        }
        List<Value> items = each.items(scope);
        steps.keep(key, kept.isEmpty() ? 1 : kept.getLast().attempt() + 1, LIST, Value.of(JsonItems.list(items)));
        return items;
    }

    private List<StepEnd> done(PlanStep step, ForEach each, List<Value> items, boolean asksEach)
            throws InterruptedException {
        var ends = new ArrayList<@Nullable StepEnd>(Collections.nCopies(items.size(), null));
        var next = new AtomicInteger();
        var behind = new AtomicInteger();
        watcher.item(step, 0, items.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < Math.min(each.atOnce(), items.size()); i++) {
                all.add(threads.submit(() -> {
                    try {
                        for (int index = next.getAndIncrement(); index < items.size(); index = next.getAndIncrement()) {
                            var item = new ItemScope(scope, each.as(), items.get(index), index);
                            StepEnd end = steps.run(Errand.of(step, item, asksEach), null);
                            synchronized (ends) {
                                ends.set(index, end);
                            }
                            watcher.item(step, behind.incrementAndGet(), items.size());
                        }
                        return null;
                    } finally {
                        steps.admit();
                    }
                }));
            }
            try {
                for (Future<?> one : all) {
                    one.get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw Flow.rethrown(e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
        synchronized (ends) {
            return ends.stream().map(Objects::requireNonNull).toList();
        }
    }

    private static Outcome.Ended outcome(List<StepEnd> ends, Duration took) {
        Failure first = null;
        int which = 0;
        int failed = 0;
        for (int i = 0; i < ends.size(); i++) {
            switch (ends.get(i)) {
                case StepEnd.Made(Outcome.Failed(var ignored, Failure failure), var unused) -> {
                    failed++;
                    which = first == null ? i : which;
                    first = first == null ? failure : first;
                }
                case StepEnd.Made(Outcome.Cancelled(var ignored, String reason), var unused) -> {
                    return new Outcome.Cancelled(took, reason);
                }
                case StepEnd.Left(String because) -> {
                    return new Outcome.Cancelled(took, because);
                }
                case StepEnd ignored -> {}
            }
        }
        return first == null
                ? new Outcome.Succeeded(took)
                : new Outcome.Failed(took, failure(first, which, failed, ends));
    }

    private static Failure failure(Failure first, int which, int failed, List<StepEnd> ends) {
        String said = first.message().isBlank() ? first.type() : first.message();
        String message = failed == 1
                ? "item %d of %d: %s".formatted(which, ends.size(), said)
                : "%d of %d items, the first of them %d: %s".formatted(failed, ends.size(), which, said);
        return new Failure(
                first.failureClass(),
                first.severity(),
                first.transience(),
                first.type(),
                message,
                Fingerprint.of(first.type(), first.message()));
    }

    /** Of each output a JSON list of what the items gave, with null for those that gave none. */
    private static SortedMap<String, Value> outputs(PlanStep step, List<StepEnd> ends) {
        var outputs = new TreeMap<String, Value>();
        for (String name : step.outputs().keySet()) {
            var values = new ArrayList<@Nullable Value>();
            for (StepEnd end : ends) {
                values.add(end instanceof StepEnd.Made(var ignored, var given) ? given.get(name) : null);
            }
            outputs.put(name, Value.of(JsonItems.list(values)));
        }
        return outputs;
    }
}

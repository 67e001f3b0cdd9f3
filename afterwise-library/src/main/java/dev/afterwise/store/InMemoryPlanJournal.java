package dev.afterwise.store;

import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The plan runs of one workspace on the heap. One lock guards all of it. */
final class InMemoryPlanJournal implements PlanJournal {
    private final Map<ExecutionId, PlanRun> runs = new HashMap<>();
    private final Map<ExecutionId, SortedMap<String, SortedMap<Integer, StepRun>>> steps = new HashMap<>();

    @Override
    public synchronized void begin(PlanRun run) {
        if (runs.putIfAbsent(run.id(), run) != null) {
            throw new StoreException("A plan run must have an id of its own, but (%s) is taken.".formatted(run.id()));
        }
        steps.put(run.id(), new TreeMap<>());
    }

    @Override
    public synchronized boolean claim(ExecutionId run, StepRun attempt) {
        SortedMap<Integer, StepRun> attempts = attempts(run, attempt.step());
        boolean over = run(run).map(PlanRun::status).orElse(Status.UNKNOWN) != Status.RUNNING;
        if (over || (!attempts.isEmpty() && attempts.lastKey() >= attempt.attempt())) {
            return false;
        }
        attempts.put(attempt.attempt(), attempt);
        return true;
    }

    @Override
    public synchronized boolean finish(
            ExecutionId run, String step, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {
        SortedMap<Integer, StepRun> attempts = attempts(run, step);
        StepRun claimed = attempts.get(attempt);
        if (claimed == null || attempts.lastKey() != attempt || claimed.outcome() instanceof Outcome.Ended) {
            return false;
        }
        attempts.put(attempt, new StepRun(step, attempt, claimed.agent(), claimed.startedAt(), outcome, then));
        return true;
    }

    @Override
    public synchronized boolean end(ExecutionId run, Status status) {
        PlanRun begun = runs.get(run);
        if (begun == null || begun.status() != Status.RUNNING) {
            return false;
        }
        runs.put(run, new PlanRun(run, begun.plan(), begun.source(), begun.policyVersion(), begun.startedAt(), status));
        return true;
    }

    @Override
    public synchronized Optional<PlanRun> run(ExecutionId id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public synchronized List<StepRun> steps(ExecutionId run) {
        return steps.getOrDefault(run, new TreeMap<>()).values().stream()
                .flatMap(attempts -> attempts.values().stream())
                .toList();
    }

    private SortedMap<Integer, StepRun> attempts(ExecutionId run, String step) {
        return steps.computeIfAbsent(run, ignored -> new TreeMap<>()).computeIfAbsent(step, ignored -> new TreeMap<>());
    }
}

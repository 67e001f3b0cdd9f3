package dev.afterwise.store;

import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The plan runs of one workspace on the heap. One lock guards all of it. */
final class InMemoryPlanJournal implements PlanJournal, Signals {
    private static final Comparator<PlanRun> NEWEST_FIRST = Comparator.comparing(PlanRun::startedAt)
            .thenComparing(run -> run.id().hex())
            .reversed();

    private final Map<ExecutionId, PlanRun> runs = new HashMap<>();
    private final Map<ExecutionId, Hold> holds = new HashMap<>();
    private final Map<ExecutionId, SortedMap<String, SortedMap<Integer, StepRun>>> steps = new HashMap<>();
    private final Map<ExecutionId, List<Signal>> signals = new HashMap<>();

    @Override
    public synchronized Hold begin(PlanRun run) {
        if (runs.putIfAbsent(run.id(), run) != null) {
            throw new StoreException("A plan run must have an id of its own, but (%s) is taken.".formatted(run.id()));
        }
        return hold(run.id(), 1);
    }

    @Override
    public synchronized Optional<Hold> takeOver(ExecutionId run) {
        Hold before = holds.get(run);
        return before == null || !isHeld(before) ? Optional.empty() : Optional.of(hold(run, before.number() + 1));
    }

    private Hold hold(ExecutionId run, int number) {
        var hold = new Hold(run, number);
        holds.put(run, hold);
        return hold;
    }

    /** Whether the run goes on, and nobody has taken it over. */
    private boolean isHeld(Hold hold) {
        PlanRun run = runs.get(hold.run());
        return run != null && run.status() == Status.RUNNING && hold.equals(holds.get(hold.run()));
    }

    @Override
    public synchronized boolean claim(Hold hold, StepRun attempt) {
        if (!isHeld(hold)) {
            return false;
        }
        SortedMap<Integer, StepRun> attempts = attempts(hold.run(), attempt.step());
        if (!attempts.isEmpty() && attempts.lastKey() >= attempt.attempt()) {
            return false;
        }
        attempts.put(attempt.attempt(), attempt);
        return true;
    }

    @Override
    public synchronized boolean finish(
            Hold hold,
            String step,
            int attempt,
            Outcome.Ended outcome,
            @Nullable Recovery then,
            SortedMap<String, Value> outputs,
            Usage usage) {
        if (!hold.equals(holds.get(hold.run()))) {
            return false;
        }
        SortedMap<Integer, StepRun> attempts = attempts(hold.run(), step);
        StepRun claimed = attempts.get(attempt);
        if (claimed == null || attempts.lastKey() != attempt || claimed.outcome() instanceof Outcome.Ended) {
            return false;
        }
        attempts.put(
                attempt,
                new StepRun(step, attempt, claimed.agent(), claimed.startedAt(), outcome, then, outputs, usage));
        return true;
    }

    @Override
    public synchronized boolean end(Hold hold, Status status) {
        if (status == Status.RUNNING) {
            throw new IllegalArgumentException("A run that ends must be over, but its status is (running).");
        }
        if (!isHeld(hold)) {
            return false;
        }
        runs.computeIfPresent(hold.run(), (id, begun) -> begun.withStatus(status));
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

    @Override
    public synchronized boolean tell(ExecutionId run, Signal signal) {
        PlanRun begun = runs.get(run);
        if (begun == null || begun.status() != Status.RUNNING) {
            return false;
        }
        signals.computeIfAbsent(run, ignored -> new ArrayList<>()).add(signal);
        return true;
    }

    @Override
    public synchronized List<Signal> told(ExecutionId run) {
        return List.copyOf(signals.getOrDefault(run, List.of()));
    }

    @Override
    public synchronized List<PlanRun> unfinished(int most) {
        return runs.values().stream()
                .filter(run -> run.status() == Status.RUNNING)
                .sorted(NEWEST_FIRST)
                .limit(most)
                .toList();
    }

    private SortedMap<Integer, StepRun> attempts(ExecutionId run, String step) {
        return steps.computeIfAbsent(run, ignored -> new TreeMap<>()).computeIfAbsent(step, ignored -> new TreeMap<>());
    }
}

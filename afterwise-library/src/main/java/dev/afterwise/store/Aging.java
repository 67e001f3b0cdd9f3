package dev.afterwise.store;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Remains;
import dev.afterwise.Step;
import dev.afterwise.store.Retention.Kept;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What time has left of the executions of one workspace in memory. For one thread at a time. */
final class Aging {
    private final Map<ExecutionId, Instant> arrivals = new HashMap<>();
    private final Map<ExecutionId, Set<Kept>> cut = new HashMap<>();
    private final Set<ExecutionId> gone = new HashSet<>();

    /** Only the first time counts. */
    void arrived(ExecutionId id, Instant at) {
        arrivals.putIfAbsent(id, at);
    }

    /** Whether it can be found. */
    boolean isThere(ExecutionId id) {
        return !gone.contains(id);
    }

    /** Whether facts about it are refused. */
    boolean isClosed(ExecutionId id) {
        return gone.contains(id) || cut.containsKey(id);
    }

    /** What can still be seen of it; empty if it can't be found. */
    Optional<Execution> left(Execution execution) {
        if (!isThere(execution.id())) {
            return Optional.empty();
        }
        Set<Kept> kept = cut.get(execution.id());
        return Optional.of(kept == null ? execution : left(execution, kept));
    }

    private static Execution left(Execution whole, Set<Kept> kept) {
        if (kept.isEmpty()) {
            return Execution.of(whole.headline());
        }
        About about = kept.contains(Kept.PAYLOADS) ? whole.about() : About.NOTHING;
        List<Step> tools = kept.contains(Kept.TOOLS)
                ? whole.steps().stream()
                        .filter(step -> step.action() instanceof Action.ToolCall)
                        .toList()
                : List.of();
        return new Execution(whole.headline(), about, tools, List.of(), List.of(), Remains.A_PART);
    }

    Pruned due(Collection<Execution> executions, Retention retention, Instant now) {
        long past = executions.stream()
                .filter(each -> isPast(each, retention.executionsFrom(now)))
                .count();
        long details = executions.stream()
                .filter(each -> isPast(each, retention.detailsFrom(now)))
                .filter(each -> !cut.containsKey(each.id()))
                .filter(each -> !isPast(each, retention.executionsFrom(now)))
                .count();
        return new Pruned(past, details, 0);
    }

    private boolean isPast(Execution execution, Instant from) {
        return isThere(execution.id())
                && !(execution.outcome() instanceof Outcome.Running)
                && arrivals.getOrDefault(execution.id(), Instant.MAX).isBefore(from);
    }

    /** Statistics go on counting what is removed, but need no more of it than its steps. */
    Pruned prune(Map<ExecutionId, Execution> executions, Retention retention, Instant now) {
        Pruned due = due(executions.values(), retention, now);
        executions.replaceAll((id, each) -> {
            if (isPast(each, retention.executionsFrom(now))) {
                gone.add(id);
                cut.remove(id);
                arrivals.remove(id);
                return new Execution(each.headline(), About.NOTHING, each.steps(), List.of(), List.of());
            }
            if (isPast(each, retention.detailsFrom(now)) && !cut.containsKey(id)) {
                cut.put(id, retention.kept());
                About parent = About.NOTHING.withParent(each.about().parent());
                return new Execution(
                        each.headline(),
                        retention.kept().contains(Kept.PAYLOADS) ? each.about() : parent,
                        each.steps(),
                        List.of(),
                        List.of());
            }
            return each;
        });
        return due;
    }
}

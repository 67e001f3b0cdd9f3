package dev.afterwise;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Executions put together from facts as they come, until they end. It keeps those that are under way, the oldest of too many
 * left out. For one thread.
 */
final class Following {
    private static final int MOST_OPEN = 20_000;
    private static final double MILLION = 1e6;

    private static final class Open {
        String task = "";
        long costMicros;
    }

    private final Map<ExecutionId, Open> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ExecutionId, Open> eldest) {
            return size() > MOST_OPEN;
        }
    };

    /** The execution that this fact ends, or null. */
    @Nullable
    Noticed next(Fact fact) {
        return switch (fact) {
            case Fact.Started it -> {
                open(it).task = it.profile().task();
                yield null;
            }
            case Fact.AttemptEnded it -> {
                open(it).costMicros += it.usage().cost().micros();
                yield null;
            }
            case Fact.Ended it -> ended(it);
            default -> null;
        };
    }

    private Open open(Fact fact) {
        return open.computeIfAbsent(fact.execution(), id -> new Open());
    }

    private @Nullable Noticed ended(Fact.Ended end) {
        Open its = open.remove(end.execution());
        if (its == null || its.task.isEmpty()) {
            return null;
        }
        Duration took = end.outcome().took();
        double seconds = took == null ? Double.NaN : took.toNanos() / 1e9;
        Instant at = end.origin().observedAt();
        Failure failure = end.outcome() instanceof Outcome.Failed failed ? failed.failure() : null;
        double dollars = (its.costMicros + end.usage().cost().micros()) / MILLION;
        return new Noticed(end.execution(), its.task, at, end.outcome().status(), seconds, dollars, failure);
    }
}

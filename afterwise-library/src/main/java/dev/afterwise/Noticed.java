package dev.afterwise;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What alerts need of an execution that is over.
 *
 * @param id null if it is one of many
 * @param seconds how long it took; not a number if nobody knows
 * @param dollars what it cost; 0 if nothing
 * @param failure null unless it failed
 */
record Noticed(
        @Nullable ExecutionId id,
        String task,
        Instant endedAt,
        Status status,
        double seconds,
        double dollars,
        @Nullable Failure failure) {
    List<ExecutionId> examples() {
        return id == null ? List.of() : List.of(id);
    }

    boolean isDecided() {
        return status == Status.SUCCEEDED || status == Status.FAILED;
    }
}

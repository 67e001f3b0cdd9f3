package dev.afterwise.cli.remote;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Subject;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.heal.Tries;
import dev.afterwise.learn.predict.Expected;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How long some work may take, and how often it may be tried: as it was adopted, and else as the history suggests. */
final class Bounds {
    /** Three times what one of twenty exceeds is exceeded by hardly any that come to an end. */
    private static final double MARGIN = 3;

    private static final long FEWEST = 20;

    /** Below half a second, a machine that pauses looks like work that hangs. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private static final Duration LONGEST = Duration.ofDays(30);

    private final Policy policy;
    private final Profile work;

    Bounds(Policy policy, Profile work) {
        this.policy = policy;
        this.work = work;
    }

    private Subject task() {
        return Subject.task(work.task());
    }

    /** @param expected how long it takes; null where too little is known */
    Cell timeout(@Nullable Expected expected) {
        Optional<Duration> adopted = policy.timeout(task());
        if (adopted.isPresent()) {
            return bound("ms", Cell.took(adopted.get()), "adopted", "it was adopted for this task");
        }
        if (expected == null || expected.outcomes() < FEWEST) {
            return Cell.ABSENT;
        }
        return bound(
                "ms",
                Cell.took(limit(expected.p95())),
                "predicted",
                "three times what nineteen of twenty take less than, learned from %,d outcomes"
                        .formatted(expected.outcomes()));
    }

    private static Duration limit(double p95) {
        double nanos = Math.clamp(MARGIN * p95 * 1e9, (double) SHORTEST.toNanos(), (double) LONGEST.toNanos());
        return Duration.ofMillis((long) Math.ceil(nanos / 1e6));
    }

    Cell retries() {
        OptionalInt adopted = policy.attempts(task());
        return adopted.isPresent()
                ? bound("attempts", Cell.whole(adopted.getAsInt()), "adopted", "it was adopted for this task")
                : bound(
                        "attempts",
                        Cell.whole(Tries.STANDARD.most()),
                        "default",
                        "nothing else was adopted; whether another attempt helps, 'budget/take' says after each failure");
    }

    private static Cell bound(String key, Cell value, String from, String because) {
        return new Cell.Compound(
                Cell.ABSENT,
                List.of(
                        Field.of(key, value),
                        Field.of("from", Cell.name(from)),
                        Field.of("because", Cell.name(because))));
    }

    /** What was adopted for steps of such work. */
    Cell steps() {
        List<String> steps = policy.changes().stream()
                .filter(change -> change instanceof Change.TimeOutAfter || change instanceof Change.RetryUpTo)
                .filter(change -> change.subject().covers(work))
                .flatMap(change -> change.subject().part(Dimension.STEP).stream())
                .distinct()
                .sorted()
                .toList();
        return new Cell.Rows(Table.of("steps", steps)
                .forPrograms("step", Cell::name)
                .forPrograms(
                        "timeout_ms",
                        step -> Cell.took(
                                policy.timeout(Subject.step(work.task(), step)).orElse(null)))
                .forPrograms("attempts", step -> {
                    OptionalInt attempts = policy.attempts(Subject.step(work.task(), step));
                    return attempts.isPresent() ? Cell.whole(attempts.getAsInt()) : Cell.ABSENT;
                }));
    }
}

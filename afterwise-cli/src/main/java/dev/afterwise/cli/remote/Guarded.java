package dev.afterwise.cli.remote;

import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.heal.guard.Guard;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The state of a guard as other processes are told. */
final class Guarded {
    /** Longer than anybody waits. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private Guarded() {}

    static List<Field> state(Guard guard) {
        return List.of(
                Field.of("breaker", Cell.name(guard.breaker().kind().label())),
                Field.of("budget", Cell.real(guard.budget())),
                Field.of("limit", limit(guard)));
    }

    /** How many calls may be out now; absent if it can take what comes. */
    static Cell limit(Guard guard) {
        OptionalInt limit = guard.limit();
        return limit.isPresent() ? Cell.whole(limit.getAsInt()) : Cell.ABSENT;
    }

    /** Absent where waiting is of no use. */
    static Cell wait(@Nullable Duration wait) {
        return wait == null || wait.compareTo(LONGEST) > 0 ? Cell.ABSENT : Cell.took(wait);
    }
}

package dev.afterwise.cli.eval;

import dev.afterwise.Execution;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.learn.errors.ErrorScope;
import dev.afterwise.learn.errors.ErrorStudy;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.learn.errors.Life;
import dev.afterwise.store.FailureGroup;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether any error of a history is said to be gone, back, or more or less frequent. That one is new is no guess. */
final class ErrorAlarms {
    private ErrorAlarms() {}

    static boolean raised(NullWorld world) {
        List<FailureGroup> kinds =
                world.executions().stream().flatMap(ErrorAlarms::kind).toList();
        return ErrorStudy.of(world.columns(), kinds, List.of(), ErrorScope.EVERYTHING).errors().stream()
                .anyMatch(ErrorAlarms::isAlarm);
    }

    private static boolean isAlarm(KnownError error) {
        return error.life().state() == Life.State.REGRESSED
                || error.life().state() == Life.State.RESOLVED
                || error.course().isRising()
                || error.course().isFalling();
    }

    private static Stream<FailureGroup> kind(Execution each) {
        return each.outcome() instanceof Outcome.Failed(var ignored, Failure failure)
                ? Stream.of(
                        new FailureGroup(failure, 1, each.startedAt(), each.startedAt(), new TreeSet<>(), each.id()))
                : Stream.empty();
    }
}

package dev.afterwise.cli.remote;

import dev.afterwise.Afterwise;
import dev.afterwise.ErrorBook;
import dev.afterwise.FailureClass;
import dev.afterwise.Transience;
import dev.afterwise.heal.Preference;
import dev.afterwise.heal.Remedy;
import dev.afterwise.learn.errors.ErrorReport;
import dev.afterwise.learn.errors.ErrorScope;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of errors and of what helps against them, kept in memory. Safe for use by many threads. */
final class Known {
    private static final Duration ERRORS_FRESH = Duration.ofSeconds(2);
    private static final Duration REMEDIES_FRESH = Duration.ofSeconds(2);
    private static final int MOST_REMEDIES = 3;

    /** What is done when nothing is left to try. */
    private static final Set<String> LAST = Set.of("escalate", "skip", "give_up");

    private final Renewed<ErrorReport> errors;
    private final Renewed<List<Preference>> measured;

    Known(Afterwise afterwise, WorkspaceStore workspace, Timekeeper time) {
        this.errors = new Renewed<>(
                "errors", ERRORS_FRESH, time, () -> ErrorBook.of(workspace).report(ErrorScope.EVERYTHING));
        this.measured = new Renewed<>(
                "remedies", REMEDIES_FRESH, time, () -> afterwise.preferences().all());
    }

    /**
     * Something that may help.
     *
     * @param measured how often it did here; null if it was not tried
     * @param prior what experts expect, which nobody measured; empty if they don't say
     */
    record Help(String strategy, @Nullable Preference measured, OptionalDouble prior) {
        /** What was measured counts for more than what is expected. */
        private double rank() {
            return measured == null ? prior.orElse(0) : 1 + measured.chance();
        }
    }

    /** The errors in which executions of a task ended, the most wasteful first. */
    List<KnownError> errors(String task, int most) {
        return most == 0
                ? List.of()
                : errors.now().errors().stream()
                        .filter(each -> each.seen().tasks().contains(task))
                        .limit(most)
                        .toList();
    }

    /** The classes of failures of a component against which something was tried. */
    List<FailureClass> classes(String component) {
        return measured.now().stream()
                .filter(each -> each.component().equals(component))
                .map(Preference::failureClass)
                .distinct()
                .toList();
    }

    /** What may help against failures of a class, in components of these names: what was measured before what experts expect. */
    List<Help> against(FailureClass failureClass, Collection<String> components) {
        List<Help> all = new ArrayList<>();
        measured.now().stream()
                .filter(each ->
                        each.failureClass() == failureClass && components.contains(each.component()) && !each.isAgain())
                .map(each -> new Help(each.strategy(), each, OptionalDouble.empty()))
                .forEach(all::add);
        Remedy.against(failureClass, Transience.TRANSIENT).stream()
                .filter(each -> !LAST.contains(each.strategy())
                        && all.stream().noneMatch(it -> it.strategy().equals(each.strategy())))
                .map(each -> new Help(each.strategy(), null, each.prior()))
                .forEach(all::add);
        return all.stream()
                .sorted(Comparator.comparingDouble(each -> -each.rank()))
                .limit(MOST_REMEDIES)
                .toList();
    }
}

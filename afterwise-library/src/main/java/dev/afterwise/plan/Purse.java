package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.store.StepRun;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one run has spent of its budget: money, tokens and calls, and the time in which something was done. Time in which it was
 * paused, waited for people only, or nobody carried it out, is not counted. Safe for use by many threads.
 */
final class Purse {
    private final Budget budget;
    private final Timekeeper time;
    private final @Nullable Purse outer;
    private Usage spent;
    private Duration took;
    private long since;
    private boolean isIdle;

    private Purse(Budget budget, Usage spent, Duration took, Timekeeper time, @Nullable Purse outer) {
        this.budget = budget;
        this.spent = spent;
        this.took = took;
        this.time = time;
        this.outer = outer;
        this.since = time.nanos();
    }

    /**
     * The purse of a run.
     *
     * @param past what was spent before it was taken over
     * @param outer that of the run which it is a step of, or null; it pays for everything, too
     */
    static Purse of(Plan plan, List<StepRun> past, Timekeeper time, @Nullable Purse outer) {
        Usage spent = past.stream().map(StepRun::usage).reduce(Usage.NONE, Usage::merge);
        if (outer != null) {
            outer.spend(spent);
        }
        Set<String> asking = plan.steps().stream()
                .filter(step -> step.bodies().anyMatch(Body.Approval.class::isInstance))
                .map(PlanStep::id)
                .collect(Collectors.toSet());
        List<StepRun> work =
                past.stream().filter(each -> !asking.contains(each.step())).toList();
        return new Purse(plan.budget(), spent, covered(work), time, outer);
    }

    /** How long attempts were made whose ends are known, those made at once counted once. */
    private static Duration covered(List<StepRun> past) {
        Duration covered = Duration.ZERO;
        Instant until = Instant.MIN;
        List<StepRun> byBegin =
                past.stream().sorted(Comparator.comparing(StepRun::startedAt)).toList();
        for (StepRun attempt : byBegin) {
            Duration took = attempt.outcome() instanceof Outcome.Ended ended ? ended.took() : null;
            if (took == null) {
                continue;
            }
            Instant end = attempt.startedAt().plus(took);
            Instant begin = attempt.startedAt().isAfter(until) ? attempt.startedAt() : until;
            if (end.isAfter(begin)) {
                covered = covered.plus(Duration.between(begin, end));
                until = end;
            }
        }
        return covered;
    }

    synchronized void spend(Usage usage) {
        spent = spent.merge(usage);
        if (outer != null) {
            outer.spend(usage);
        }
    }

    /** Says whether from now on time passes in which nothing is done. */
    synchronized void idle(boolean is) {
        if (is && !isIdle) {
            took = took();
        } else if (!is && isIdle) {
            since = time.nanos();
        }
        isIdle = is;
    }

    private Duration took() {
        return isIdle ? took : took.plus(time.since(since));
    }

    synchronized Usage spent() {
        return spent;
    }

    /** What is used up, such as {@code $1.20 of $1.00}; empty if there is something left of everything. */
    synchronized Optional<String> empty() {
        return budget.reachedBy(took(), spent).or(() -> outer == null ? Optional.empty() : outer.empty());
    }

    /** Whether it is its time that is used up. */
    synchronized Optional<String> late() {
        return budget.time() == null
                ? Optional.empty()
                : new Budget(budget.time(), null, null, null).reachedBy(took(), Usage.NONE);
    }

    /** How a run ends whose budget is used up. */
    static Failure failure(String what) {
        return Failure.of(FailureClass.RESOURCE_EXHAUSTED, Severity.HIGH, Transience.PERMANENT, "budget", reason(what));
    }

    /** Why something is not begun. */
    static String reason(String what) {
        return "The plan's budget must not be exceeded, but it is used up: %s.".formatted(what);
    }
}

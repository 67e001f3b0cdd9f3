package dev.afterwise.plan;

import dev.afterwise.Outcome;
import dev.afterwise.Subject;
import dev.afterwise.store.StepRun;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** In which way the next attempt at a step is made. Safe for use by many threads. */
final class Ways {
    private final StepRunner.Tools tools;
    private final StepRunner.OneRun run;

    Ways(StepRunner.Tools tools, StepRunner.OneRun run) {
        this.tools = tools;
        this.run = run;
    }

    /** The agents that have failed at it in this run. */
    static Set<String> failed(List<StepRun> before) {
        var failed = new HashSet<String>();
        for (StepRun each : before) {
            if (each.outcome() instanceof Outcome.Failed && each.agent() != null) {
                failed.add(each.agent());
            }
        }
        return failed;
    }

    /**
     * The way of the next attempt.
     *
     * @param goesOn the attempt that goes on, or null
     * @param failed the agents that have failed at it in this run
     */
    Alternative next(
            Errand errand,
            Subject subject,
            Tried tried,
            @Nullable StepRun goesOn,
            Set<String> failed,
            StepLog log,
            Watcher watcher) {
        PlanStep step = errand.step();
        if (goesOn != null && goesOn.agent() != null) {
            return step.alternative(goesOn.agent());
        }
        if (tried.pinned().isPresent()) {
            return step.alternative(tried.pinned().get());
        }
        if (!step.hasChoice()) {
            return step.among().getFirst();
        }
        Optional<String> next = failed.isEmpty() ? Optional.empty() : best(errand, failed);
        if (next.isPresent()) {
            String because = "%s failed, and by all that is known %s is next"
                    .formatted(String.join(", ", new TreeSet<>(failed)), next.get());
            log.note("replanned", because);
            watcher.noticed(step, "replanned", because);
            return step.alternative(next.get());
        }
        var situation = Choices.situation(run.plan(), step, run.scope().params());
        return step.alternative(tools.chooser()
                .draw(subject, Choices.agents(step), run.policy(), situation)
                .agent());
    }

    /** The best of those agents that have not failed at this in this run; empty where nobody knows, or all have. */
    private Optional<String> best(Errand errand, Set<String> failed) {
        PlanStep planned = run.plan().steps().stream()
                .filter(step -> step.id().equals(errand.of()))
                .findFirst()
                .orElse(errand.step());
        return run.outlook().ranked(run.plan(), planned).stream()
                .filter(agent -> !failed.contains(agent))
                .findFirst();
    }
}

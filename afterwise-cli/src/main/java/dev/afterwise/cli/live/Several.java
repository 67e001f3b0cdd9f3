package dev.afterwise.cli.live;

import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several that watch one run, or nobody. */
record Several(List<? extends Watcher> watchers) implements Display {
    Several {
        watchers = List.copyOf(watchers);
    }

    @Override
    public void begun(ExecutionId run, Plan plan) {
        watchers.forEach(each -> each.begun(run, plan));
    }

    @Override
    public void started(PlanStep step, int attempt, @Nullable String agent) {
        watchers.forEach(each -> each.started(step, attempt, agent));
    }

    @Override
    public void ended(PlanStep step, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {
        watchers.forEach(each -> each.ended(step, attempt, outcome, then));
    }

    @Override
    public void skipped(PlanStep step, String because) {
        watchers.forEach(each -> each.skipped(step, because));
    }

    @Override
    public void left(PlanStep step, String because) {
        watchers.forEach(each -> each.left(step, because));
    }

    @Override
    public void waiting(PlanStep step, String because) {
        watchers.forEach(each -> each.waiting(step, because));
    }

    @Override
    public void item(PlanStep step, int done, int of) {
        watchers.forEach(each -> each.item(step, done, of));
    }

    @Override
    public void noticed(@Nullable PlanStep step, String what, String because) {
        watchers.forEach(each -> each.noticed(step, what, because));
    }

    @Override
    public Watcher items(PlanStep step) {
        return new Several(watchers.stream().map(each -> each.items(step)).toList());
    }

    @Override
    public Watcher within(PlanStep step) {
        return new Several(watchers.stream().map(each -> each.within(step)).toList());
    }

    @Override
    public boolean isPatient() {
        return watchers.stream().anyMatch(Watcher::isPatient);
    }

    @Override
    public void was(PlanStep step, Outcome.Ended outcome) {
        for (Watcher each : watchers) {
            if (each instanceof Display display) {
                display.was(step, outcome);
            }
        }
    }

    @Override
    public void close() {
        for (Watcher each : watchers) {
            if (each instanceof Display display) {
                display.close();
            }
        }
    }
}

package dev.afterwise.cli.live;

import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import org.jspecify.annotations.Nullable;

/** Watches the run of a plan that is a step, and tells of its steps as parts of that step: {@code publish/upload}. */
record Within(Watcher outer, String path) implements Watcher {
    private PlanStep named(PlanStep step) {
        return PlanStep.of(path + "/" + step.id(), step.among().getFirst().body());
    }

    @Override
    public void started(PlanStep step, int attempt, @Nullable String agent) {
        outer.started(named(step), attempt, agent);
    }

    @Override
    public void ended(PlanStep step, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {
        outer.ended(named(step), attempt, outcome, then);
    }

    @Override
    public void skipped(PlanStep step, String because) {
        outer.skipped(named(step), because);
    }

    @Override
    public void left(PlanStep step, String because) {
        outer.left(named(step), because);
    }

    @Override
    public void waiting(PlanStep step, String because) {
        outer.waiting(named(step), because);
    }

    @Override
    public void item(PlanStep step, int done, int of) {
        outer.item(named(step), done, of);
    }

    @Override
    public void noticed(@Nullable PlanStep step, String what, String because) {
        outer.noticed(step == null ? null : named(step), what, because);
    }

    @Override
    public Watcher items(PlanStep step) {
        return new Within(outer.items(named(step)), path);
    }

    @Override
    public Watcher within(PlanStep step) {
        return new Within(outer, path + "/" + step.id());
    }
}

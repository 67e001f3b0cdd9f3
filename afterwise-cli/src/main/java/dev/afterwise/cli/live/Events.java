package dev.afterwise.cli.live;

import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Forms;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.answer.Paint;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import dev.afterwise.time.Timekeeper;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens in a run as it happens, an object on a line of its own each, for programs to read. Safe for use by many threads: lines are never
 * mixed up.
 */
final class Events implements Display {
    private final PrintStream out;
    private final Timekeeper time;

    Events(PrintStream out, Timekeeper time) {
        this.out = out;
        this.time = time;
    }

    @Override
    public void begun(ExecutionId run, Plan plan) {
        tell(event("run_started", null)
                .forPrograms("run", Cell.id(run))
                .forPrograms("plan", Cell.name(plan.name()))
                .forPrograms(
                        "steps",
                        Cell.several(plan.steps().stream().map(PlanStep::id).toList())));
    }

    @Override
    public void started(PlanStep step, int attempt, @Nullable String agent) {
        tell(event("attempt_started", step)
                .forPrograms("attempt", Cell.whole(attempt))
                .forPrograms("agent", Cell.text(agent)));
    }

    @Override
    public void ended(PlanStep step, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {
        tell(event("attempt_ended", step)
                .forPrograms("attempt", Cell.whole(attempt))
                .forPrograms("outcome", Cell.status(outcome.status()))
                .forPrograms("duration_ms", Outcomes.took(outcome))
                .forPrograms("error", Outcomes.error(outcome))
                .forPrograms("recovery", then == null ? Cell.ABSENT : recovery(then)));
    }

    private static Cell recovery(Recovery then) {
        return new Cell.Compound(
                Cell.ABSENT,
                List.of(
                        Field.of("strategy", Cell.name(then.strategy())),
                        Field.of(
                                "after_ms",
                                then instanceof Recovery.Retry retry ? Cell.took(retry.after()) : Cell.ABSENT),
                        Field.of("because", Cell.text(then.because()))));
    }

    @Override
    public void skipped(PlanStep step, String because) {
        tell(event("step_skipped", step).forPrograms("because", Cell.text(because)));
    }

    @Override
    public void left(PlanStep step, String because) {
        tell(event("step_left", step).forPrograms("because", Cell.text(because)));
    }

    @Override
    public void waiting(PlanStep step, String because) {
        tell(event("step_waiting", step).forPrograms("because", Cell.text(because)));
    }

    @Override
    public void item(PlanStep step, int done, int of) {
        tell(event("item_ended", step).forPrograms("done", Cell.whole(done)).forPrograms("of", Cell.whole(of)));
    }

    @Override
    public void noticed(@Nullable PlanStep step, String what, String because) {
        tell(event("noticed", step).forPrograms("what", Cell.name(what)).forPrograms("because", Cell.text(because)));
    }

    @Override
    public Watcher items(PlanStep step) {
        return this;
    }

    @Override
    public Watcher within(PlanStep step) {
        return new Within(this, step.id());
    }

    @Override
    public void close() {
        // All was said when it happened.
    }

    private Answer event(String event, @Nullable PlanStep step) {
        Answer answer = Answer.of(Display.EVENT)
                .forPrograms("event", Cell.name(event))
                .forPrograms("at", Cell.moment(time.now()));
        return step == null ? answer : answer.forPrograms("step", Cell.name(step.id()));
    }

    private synchronized void tell(Answer event) {
        out.print(Forms.write(event, Format.JSON, Paint.PLAIN, 0));
        out.flush();
    }
}

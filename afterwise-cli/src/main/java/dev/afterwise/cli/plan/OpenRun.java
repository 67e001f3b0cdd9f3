package dev.afterwise.cli.plan;

import dev.afterwise.ExecutionId;
import dev.afterwise.OpenRuns;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Ids;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.WorkspaceStore;

/**
 * A run of a plan to which a person says something.
 *
 * @param all the runs that are not over
 */
record OpenRun(OpenRuns all, ExecutionId id, PlanRun run) {
    /** How long a runner has to hear what it is told. */
    static final String SOON = "Its runner hears it within a second. Without one it holds when the run is resumed:"
            + " afterwise run --resume ";

    /** @throws Refusal if there is no such run */
    static OpenRun find(Session session, String name) {
        WorkspaceStore store = session.openStore(Access.CHANGE).workspace(session.workspace());
        ExecutionId id = Ids.find(session, store.history(), name);
        PlanRun run = store.plans()
                .run(id)
                .orElseThrow(() -> new Refusal(
                        Exit.FAILED, "There must be a run of a plan (%s), but this is none.".formatted(id)));
        return new OpenRun(OpenRuns.of(store, session.shell().time()), id, run);
    }

    /** @throws Refusal if it was not heard, because the run is over */
    Answer said(boolean isHeard, String command, String done) {
        if (!isHeard) {
            throw over();
        }
        return Answer.of(command)
                .forPrograms("id", Cell.id(id))
                .forPrograms("plan", Cell.text(run.plan()))
                .remark(done);
    }

    Refusal over() {
        return new Refusal(
                Exit.FAILED,
                "The run (%s) must not be over for anybody to say something to it, but it is.".formatted(id));
    }
}

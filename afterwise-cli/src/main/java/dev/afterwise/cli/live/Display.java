package dev.afterwise.cli.live;

import dev.afterwise.Outcome;
import dev.afterwise.PlanEstimates;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.plan.Pace;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import java.util.List;

/** Shows a run while it goes on, until it is closed. Safe for use by many threads. */
public interface Display extends Watcher, AutoCloseable {
    /** What the schema of events is called. */
    String EVENT = "run.event";

    /** A terminal of fewer lines is none. */
    int FEWEST_ROWS = 4;

    /** Leaves on the screen how it ended. */
    @Override
    void close();

    /** A step that was behind the run before it went on here. */
    default void was(PlanStep step, Outcome.Ended outcome) {}

    /**
     * The way to show the plan that was asked for: a tree that moves where there is a terminal, lines where there is none, events where a
     * program reads.
     *
     * @param estimates what is expected of its steps
     */
    static Display of(Session session, Plan plan, PlanEstimates estimates) {
        Shell shell = session.shell();
        boolean isTerminal = shell.panel().isThere() && shell.panel().rows() >= FEWEST_ROWS;
        return switch (session.format()) {
            case NONE -> new Several(List.of());
            case JSONL ->
                isTerminal && !shell.screen().isThere()
                        ? new Several(List.of(new Events(shell.out(), shell.time()), tree(session, plan, estimates)))
                        : new Several(List.of(new Events(shell.out(), shell.time())));
            case TEXT, JSON, MD ->
                isTerminal ? tree(session, plan, estimates) : new Log(shell.err(), session.panelPaint());
        };
    }

    /** This one, for a run that stays while only people are waited for. */
    default Display patiently() {
        return new Several(List.of(this, new Watcher() {
            @Override
            public boolean isPatient() {
                return true;
            }
        }));
    }

    /** Tells what happens a line at a time, one of several runs that go on at once, and tells the other, too. */
    static Display lines(Session session, String prefix, Watcher other) {
        return session.format() == Format.NONE
                ? new Several(List.of(other))
                : new Several(List.of(new Log(session.shell().err(), session.panelPaint(), prefix), other));
    }

    private static Display tree(Session session, Plan plan, PlanEstimates estimates) {
        Shell shell = session.shell();
        var pace = new Pace(plan, estimates, session.limits().maxConcurrency());
        return new Tree(plan, pace, new Screen(shell.err(), session.panelPaint(), shell.panel()), shell.time());
    }
}

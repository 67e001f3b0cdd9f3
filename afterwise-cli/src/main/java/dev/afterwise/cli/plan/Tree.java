package dev.afterwise.cli.plan;

import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Paint;
import dev.afterwise.cli.answer.Safe;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Terminal;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows a running plan on a terminal as a tree of its steps, with the failed attempts and what follows from them below each,
 * drawn anew in the same place whenever something happens. What no longer fits the terminal is left out. Safe for use by many
 * threads.
 */
final class Tree implements Watcher {
    private static final String CLEAR_BELOW = "\r\u001b[J";

    private record Line(String text, Tone tone) {}

    /** A step as it is shown: its own line, and one for each failed attempt. */
    private static final class Branch {
        Line head;
        String agent = "";
        final List<Line> failures = new ArrayList<>();

        Branch(Line head) {
            this.head = head;
        }
    }

    private final PrintStream out;
    private final Paint paint;
    private final Terminal terminal;
    private final Map<String, Branch> branches = new LinkedHashMap<>();
    private int drawn;

    Tree(Plan plan, PrintStream out, Paint paint, Terminal terminal) {
        this.out = out;
        this.paint = paint;
        this.terminal = terminal;
        for (PlanStep step : plan.steps()) {
            String waits = step.needs().isEmpty() ? "" : "  needs " + String.join(", ", step.needs());
            branches.put(step.id(), new Branch(new Line("· " + step.id() + waits, Tone.FAINT)));
        }
        draw();
    }

    /** Whether the plan is small enough for the terminal. */
    static boolean fits(Plan plan, Terminal terminal) {
        return terminal.isThere() && plan.steps().size() < terminal.rows() - 1;
    }

    @Override
    public synchronized void started(PlanStep step, int attempt, @Nullable String agent) {
        Branch branch = branch(step);
        branch.agent = Attempts.by(agent);
        String which = attempt == 1 ? "" : ", attempt " + attempt;
        branch.head = new Line("● " + step.id() + branch.agent + which, Tone.STRONG);
        draw();
    }

    @Override
    public synchronized void ended(PlanStep step, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {
        Branch branch = branch(step);
        boolean isOver = then == null || !then.triesAgain();
        if (!isOver) {
            branch.failures.add(new Line(
                    "attempt %d%s %s".formatted(attempt, branch.agent, Attempts.outcome(outcome)), Tone.FAINT));
        }
        if (then != null) {
            branch.failures.add(new Line("↻ " + Attempts.recovery(then), Tone.WARNING));
        }
        branch.head = isOver
                ? new Line(
                        Attempts.sign(outcome) + " " + step.id() + branch.agent + " " + Attempts.outcome(outcome),
                        Attempts.tone(outcome))
                : new Line("↻ " + step.id() + ", waiting", Tone.WARNING);
        draw();
    }

    @Override
    public synchronized void skipped(PlanStep step, String because) {
        branch(step).head = new Line("- " + step.id() + " skipped, because " + because, Tone.FAINT);
        draw();
    }

    @Override
    public synchronized void left(PlanStep step, String because) {
        branch(step).head = new Line("- " + step.id() + " not begun, because " + because, Tone.FAINT);
        draw();
    }

    private Branch branch(PlanStep step) {
        return branches.computeIfAbsent(step.id(), id -> new Branch(new Line(id, Tone.PLAIN)));
    }

    private void draw() {
        List<Line> lines = lines();
        int most = terminal.rows() - 1;
        List<Line> shown = lines.subList(Math.max(0, lines.size() - most), lines.size());
        var screen = new StringBuilder(drawn == 0 ? "" : "\u001b[%dA".formatted(drawn)).append(CLEAR_BELOW);
        for (Line line : shown) {
            String text = Figures.fitting(Safe.line(line.text), terminal.columns() - 1);
            screen.append(paint.apply(line.tone, text)).append('\n');
        }
        drawn = shown.size();
        out.print(screen);
        out.flush();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        var branch = branches.values().iterator();
        while (branch.hasNext()) {
            Branch each = branch.next();
            boolean isLast = !branch.hasNext();
            lines.add(new Line((isLast ? "└─ " : "├─ ") + each.head.text, each.head.tone));
            each.failures.forEach(line -> lines.add(new Line((isLast ? "     " : "│    ") + line.text, line.tone)));
        }
        return lines;
    }
}

package dev.afterwise.cli.live;

import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.cli.answer.Paint;
import dev.afterwise.cli.answer.Safe;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells what happens while a plan runs, a line at a time. Safe for use by many threads. */
final class Log implements Display {
    private final PrintStream out;
    private final Paint paint;
    private final String prefix;
    private final Map<String, String> agents = new ConcurrentHashMap<>();

    Log(PrintStream out, Paint paint) {
        this(out, paint, "");
    }

    /** @param prefix before each line: whose it is */
    Log(PrintStream out, Paint paint, String prefix) {
        this.out = out;
        this.paint = paint;
        this.prefix = prefix;
    }

    @Override
    public void started(PlanStep step, int attempt, @Nullable String agent) {
        agents.put(step.id(), Attempts.by(agent));
    }

    @Override
    public void ended(PlanStep step, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {
        String agent = agents.getOrDefault(step.id(), "");
        say(
                "%s %s: attempt %d%s %s"
                        .formatted(Attempts.sign(outcome), step.id(), attempt, agent, Attempts.outcome(outcome)),
                Attempts.tone(outcome));
        if (then != null) {
            say("↻ %s: %s".formatted(step.id(), Attempts.recovery(then)), Tone.WARNING);
        }
    }

    @Override
    public void skipped(PlanStep step, String because) {
        say("- %s: skipped, because %s".formatted(step.id(), because), Tone.FAINT);
    }

    @Override
    public void left(PlanStep step, String because) {
        say("- %s: not begun, because %s".formatted(step.id(), because), Tone.FAINT);
    }

    @Override
    public void waiting(PlanStep step, String because) {
        say("◌ %s waits: %s".formatted(step.id(), because), Tone.WARNING);
    }

    @Override
    public void noticed(@Nullable PlanStep step, String what, String because) {
        String whom = step == null ? "" : step.id() + ": ";
        say("! %s%s%s".formatted(whom, what, because.isEmpty() ? "" : ": " + because), Tone.WARNING);
    }

    /** Of items, what goes wrong; how many went well is said of all of them. */
    @Override
    public Watcher items(PlanStep step) {
        return new Watcher() {
            @Override
            public void ended(PlanStep item, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {
                if (outcome.status() != Status.SUCCEEDED || attempt > 1) {
                    Log.this.ended(item, attempt, outcome, then);
                }
            }
        };
    }

    @Override
    public void item(PlanStep step, int done, int of) {
        if (done > 0 && (done == of || done * 4L / of > (done - 1) * 4L / of)) {
            say("  %s: %d of %d".formatted(step.id(), done, of), Tone.FAINT);
        }
    }

    @Override
    public Watcher within(PlanStep step) {
        return new Within(this, step.id());
    }

    @Override
    public void close() {
        // All was said when it happened.
    }

    private void say(String text, Tone tone) {
        out.println(paint.apply(tone, Safe.line(prefix + text)));
        out.flush();
    }
}

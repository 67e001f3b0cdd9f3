package dev.afterwise.cli.live;

import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Spread;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.live.Branch.Stage;
import dev.afterwise.cli.live.Screen.Line;
import dev.afterwise.cli.shell.Gauge;
import dev.afterwise.plan.Pace;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows a running plan on a terminal as a tree of its steps: what runs with a bar of how far it should be, the failed attempts and what follows from them
 * below each, and in the last line how far the whole is, and how long it will still take. It is drawn anew in the same place whenever something
 * happens, and four times a second. Where the terminal is too small, what went well and what is yet to come is folded into a line each. Safe for use by many threads.
 */
final class Tree implements Display {
    private static final long TICK_MS = 250;
    private static final long FASTEST_NANOS = 40_000_000;
    private static final int SMALL = 50;
    private static final int BAR = 20;

    private final Plan plan;
    private final Pace pace;
    private final Screen screen;
    private final Timekeeper time;
    private final long start;
    private final Map<String, Branch> branches = new LinkedHashMap<>();
    private final Map<String, String> agents = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private long lastDrawn;
    private String note = "";

    Tree(Plan plan, Pace pace, Screen screen, Timekeeper time) {
        this.plan = plan;
        this.pace = pace;
        this.screen = screen;
        this.time = time;
        this.start = time.nanos();
        for (PlanStep step : plan.steps()) {
            String waits = step.needs().isEmpty() ? "" : "  needs " + String.join(", ", step.needs());
            branches.put(step.id(), new Branch(step.id(), "· " + step.id() + waits));
        }
        draw(true);
        Thread.ofPlatform().daemon().name("afterwise-display").start(this::tick);
    }

    private void tick() {
        try {
            while (!closed.await(TICK_MS, TimeUnit.MILLISECONDS)) {
                synchronized (this) {
                    if (closed.getCount() > 0) {
                        draw(true);
                    }
                }
            }
        } catch (InterruptedException ending) {
            // Nothing is left to be shown.
        }
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        draw(true);
    }

    @Override
    public synchronized void begun(ExecutionId run, Plan carriedOut) {
        note = "";
        draw(false);
    }

    @Override
    public synchronized void started(PlanStep step, int attempt, @Nullable String agent) {
        agents.put(step.id(), Attempts.by(agent));
        String which = attempt == 1 ? "" : ", attempt " + attempt;
        branch(step.id()).running("● " + step.id() + Attempts.by(agent) + which, time.nanos());
        draw(false);
    }

    @Override
    public synchronized void ended(PlanStep step, int attempt, Outcome.Ended outcome, @Nullable Recovery then) {
        Branch branch = branch(step.id());
        String agent = agents.getOrDefault(step.id(), "");
        boolean isOver = then == null || !then.triesAgain();
        if (!isOver) {
            branch.say("attempt %d%s %s".formatted(attempt, agent, Attempts.outcome(outcome)), Tone.FAINT);
        }
        if (then != null) {
            branch.say("↻ " + Attempts.recovery(then), Tone.WARNING);
        }
        if (isOver) {
            branch.over(
                    Attempts.sign(outcome) + " " + step.id() + agent + " " + Attempts.outcome(outcome),
                    Attempts.tone(outcome));
        } else {
            branch.waiting("↻ " + step.id() + ", waiting");
        }
        draw(false);
    }

    @Override
    public synchronized void was(PlanStep step, Outcome.Ended outcome) {
        branch(step.id())
                .over(
                        Attempts.sign(outcome) + " " + step.id() + " " + Attempts.outcome(outcome) + ", before",
                        Tone.FAINT);
        draw(false);
    }

    @Override
    public synchronized void skipped(PlanStep step, String because) {
        branch(step.id()).over("- " + step.id() + " skipped, because " + because, Tone.FAINT);
        draw(false);
    }

    @Override
    public synchronized void left(PlanStep step, String because) {
        branch(step.id()).over("- " + step.id() + " not begun, because " + because, Tone.FAINT);
        draw(false);
    }

    @Override
    public synchronized void waiting(PlanStep step, String because) {
        branch(step.id()).waiting("◌ " + step.id() + " waits: " + because);
        draw(false);
    }

    @Override
    public synchronized void item(PlanStep step, int done, int of) {
        branch(step.id()).items(done, of);
        draw(false);
    }

    @Override
    public synchronized void noticed(@Nullable PlanStep step, String what, String because) {
        String said = because.isEmpty() ? what : what + ": " + because;
        if (step == null) {
            note = said;
        } else {
            branch(step.id()).say("! " + said, Tone.WARNING);
        }
        draw(false);
    }

    @Override
    public Watcher items(PlanStep step) {
        return this;
    }

    @Override
    public Watcher within(PlanStep step) {
        return new Within(this, step.id());
    }

    private Branch branch(String id) {
        return branches.computeIfAbsent(id, each -> new Branch(each, each));
    }

    private void draw(boolean always) {
        long now = time.nanos();
        if (always || branches.size() <= SMALL || now - lastDrawn >= FASTEST_NANOS) {
            lastDrawn = now;
            List<Line> lines = new ArrayList<>(new Foliage(branches.values(), pace, now).lines(screen.rows() - 1));
            lines.add(new Line(summary(now), Tone.FAINT));
            screen.draw(lines);
        }
    }

    private String summary(long now) {
        Set<String> over = new HashSet<>();
        Map<String, Double> running = new HashMap<>();
        for (PlanStep step : plan.steps()) {
            Branch branch = branch(step.id());
            if (branch.stage() == Stage.OVER) {
                over.add(step.id());
            } else if (branch.stage() == Stage.RUNNING) {
                running.put(step.id(), (now - branch.since()) / 1e9);
            }
        }
        int all = plan.steps().size();
        String elapsed = Figures.duration(Duration.ofMillis((now - start) / 1_000_000));
        String left = over.size() == all ? "" : left(pace.left(over, running));
        return "%s  %s  %d of %d steps  %s%s%s"
                .formatted(
                        plan.name(),
                        Gauge.bar((double) over.size() / all, BAR),
                        over.size(),
                        all,
                        elapsed,
                        left,
                        note.isEmpty() ? "" : "  " + note);
    }

    /** Such as {@code , about 40 s left (30 s to 1 min)}; nothing where nobody knows. */
    static String left(Pace.Left left) {
        Spread seconds = left.seconds();
        if (seconds.isEmpty()) {
            return "";
        }
        String likely = Branch.seconds(seconds.quantile(.5));
        return left.unknown() > 0
                ? ", at least %s left".formatted(likely)
                : ", about %s left (%s to %s)"
                        .formatted(likely, Branch.seconds(seconds.quantile(.1)), Branch.seconds(seconds.quantile(.9)));
    }
}

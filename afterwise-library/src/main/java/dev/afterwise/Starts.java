package dev.afterwise;

import dev.afterwise.Start.By;
import dev.afterwise.Start.Decision;
import dev.afterwise.plan.Recurrence;
import dev.afterwise.plan.Recurrence.Missed;
import dev.afterwise.plan.Recurrence.Overlap;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document.Timed;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Versioned;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * When plans were to be run by themselves, and what was done about it. Each such moment is taken by one process only, however many look: it is
 * written down by compare-and-set before anything begins. A plan goes by its name, wherever its file is.
 *
 * <p>The first time that a plan is asked about, nothing is due: what was before that was not missed.
 *
 * <p>Safe for use by many threads.
 */
public final class Starts {
    /** A run that begins within this time begins when it was to begin. */
    public static final Duration PUNCTUAL = Duration.ofMinutes(2);

    /** After so long a run on another machine, of which nothing was heard, holds up no other. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private static final int TRIES = 20;
    private static final int KEPT = 50;

    private final Ledger ledger;
    private final PlanJournal journal;
    private final Timekeeper time;
    private final By self;

    Starts(WorkspaceStore workspace, Timekeeper time) {
        this(workspace, time, By.here());
    }

    /** @param self who decides */
    Starts(WorkspaceStore workspace, Timekeeper time, By self) {
        this.ledger = workspace.ledger();
        this.journal = workspace.plans();
        this.time = time;
        this.self = self;
    }

    /** What was done about the newest moments at which the plan was to be run, the oldest first. */
    public List<Start> of(String plan) {
        return read(plan).map(each -> each.document().starts()).orElse(List.of());
    }

    /**
     * Decides what is done now about a plan. If a run {@link Start#begins}, whoever is told so has to begin it, and to say {@link #began}.
     *
     * @return empty if nothing is due, or another process took it
     */
    public Optional<Start> due(String plan, Recurrence when) {
        for (int tries = 1; ; tries++) {
            Optional<Versioned<Timed>> before = read(plan);
            Instant now = time.now();
            Timed known = before.map(Versioned::document).orElse(null);
            Timed next = known == null ? new Timed(plan, now, List.of()) : decided(known, when, now);
            if (next.equals(known)) {
                return Optional.empty();
            }
            try {
                write(next, before);
                return known == null ? Optional.empty() : changed(known, next);
            } catch (ConflictException overtaken) {
                if (tries == TRIES) {
                    throw overtaken;
                }
            }
        }
    }

    private static Optional<Start> changed(Timed known, Timed next) {
        return next.starts().stream()
                .filter(each -> !known.starts().contains(each))
                .findFirst();
    }

    private Timed decided(Timed known, Recurrence when, Instant now) {
        boolean isBusy = known.starts().stream().anyMatch(each -> isOpen(each, now));
        Optional<Start> queued = known.starts().stream()
                .filter(each -> each.decision() == Decision.QUEUED)
                .findFirst();
        if (known.upTo().isAfter(now.plus(PUNCTUAL))) {
            // A moment in the future, by a clock that was wrong, is not waited for.
            return new Timed(known.plan(), now, known.starts());
        }
        Optional<Instant> latest = when.latest(known.upTo(), now);
        if (queued.isPresent() && !isBusy) {
            Start begun = queued.get().with(Decision.LATE, now, self);
            return known.with(each -> each.equals(queued.get()) ? begun : each);
        }
        if (latest.isEmpty()) {
            return known;
        }
        Instant due = latest.get();
        boolean isLate = due.plus(PUNCTUAL).isBefore(now);
        Decision decision = isLate && when.missed() == Missed.SKIP
                ? Decision.MISSED
                : isBusy && when.overlap() != Overlap.ALLOW
                        ? when.overlap() == Overlap.QUEUE ? Decision.QUEUED : Decision.PASSED_OVER
                        : isLate ? Decision.LATE : Decision.BEGUN;
        if (decision == Decision.QUEUED && queued.isPresent()) {
            return new Timed(known.plan(), due, known.starts());
        }
        var starts = new ArrayList<>(known.starts());
        starts.add(new Start(due, now, decision, self, null));
        return new Timed(known.plan(), due, starts.subList(Math.max(0, starts.size() - KEPT), starts.size()));
    }

    /** Whether its run goes on, as far as anybody knows. */
    private boolean isOpen(Start start, Instant now) {
        if (!start.begins()) {
            return false;
        }
        boolean isRecent = start.at().plus(PATIENCE).isAfter(now);
        if (start.run() == null) {
            return isRecent && !start.by().isGone();
        }
        return isRunning(start.run()) && (isRecent || start.by().machine().equals(self.machine()));
    }

    private boolean isRunning(ExecutionId run) {
        return journal.run(run)
                .map(PlanRun::status)
                .filter(Status.RUNNING::equals)
                .isPresent();
    }

    /** Says which run began. */
    public void began(String plan, Start start, ExecutionId run) {
        replace(plan, start, start.with(run));
    }

    /**
     * Takes over a run whose process is gone, so that whoever asks may resume it.
     *
     * @return empty if there is none, or another process took it
     */
    public Optional<Start> takeOver(String plan) {
        for (Start each : of(plan)) {
            ExecutionId run = each.run();
            if (each.begins() && run != null && each.by().isGone() && isRunning(run)) {
                Start mine = each.takenOver(self);
                if (replace(plan, each, mine)) {
                    return Optional.of(mine);
                }
            }
        }
        return Optional.empty();
    }

    /** @return whether it was still there */
    private boolean replace(String plan, Start old, Start other) {
        for (int tries = 1; ; tries++) {
            Optional<Versioned<Timed>> before = read(plan);
            if (before.isEmpty() || !before.get().document().starts().contains(old)) {
                return false;
            }
            UnaryOperator<Start> change = each -> each.equals(old) ? other : each;
            try {
                write(before.get().document().with(change), before);
                return true;
            } catch (ConflictException overtaken) {
                if (tries == TRIES) {
                    throw overtaken;
                }
            }
        }
    }

    private Optional<Versioned<Timed>> read(String plan) {
        return ledger.read(Timed.class, plan);
    }

    private void write(Timed next, Optional<Versioned<Timed>> before) {
        ledger.write(Map.of(next, before.map(Versioned::version).orElse(0L)));
    }
}

package dev.afterwise.plan;

import dev.afterwise.Outcome;
import dev.afterwise.store.Signal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one run, each begun on a thread of its own as soon as all that it needs is behind it. Meanwhile the calling thread
 * looks whether somebody said something, and whether the time is up. Used once.
 */
final class Flow {
    /** How often it looks: what a person says takes effect within a second. */
    private static final Duration TICK = Duration.ofMillis(200);

    /** What is done about a step. */
    interface Steps {
        /** The place that the step will need, in line already; null if it needs none. */
        Room.@Nullable Ticket queue(PlanStep step);

        StepEnd run(PlanStep step, Room.@Nullable Ticket place) throws InterruptedException;

        /** The step is not begun. */
        StepEnd leave(PlanStep step, String because, boolean forGood);

        /** What needs the step is ready now, or left. */
        void behind(PlanStep step, StepEnd end);
    }

    private final Plan plan;
    private final Steps steps;
    private final Room room;
    private final Steering steering;
    private final Purse purse;
    private final Watcher watcher;
    private final boolean isPatient;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, List<PlanStep>> after = new HashMap<>();
    private final Map<String, Integer> missing = new HashMap<>();
    private final Map<String, StepEnd> ends = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final Set<String> resting = new HashSet<>();
    private @Nullable Signal paused;
    private int active;
    private @Nullable Throwable broken;

    /** @param isPatient whether it waits for people when nothing else is left to do */
    Flow(Plan plan, Steps steps, Room room, Steering steering, Purse purse, Watcher watcher, boolean isPatient) {
        this.plan = plan;
        this.steps = steps;
        this.room = room;
        this.steering = steering;
        this.purse = purse;
        this.watcher = watcher;
        this.isPatient = isPatient;
        for (PlanStep step : plan.steps()) {
            missing.put(step.id(), (int) step.needs().stream().distinct().count());
            step.needs().stream()
                    .distinct()
                    .forEach(need -> after.computeIfAbsent(need, ignored -> new ArrayList<>())
                            .add(step));
        }
    }

    /**
     * Carries all of them out, and returns how it stands with each, in the order of the plan.
     *
     * @throws InterruptedException if the calling thread was told to stop; so have the steps
     */
    Map<String, StepEnd> carryOut() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                steering.look();
                lock.lock();
                try {
                    begin(
                            plan.steps().stream()
                                    .filter(step -> step.needs().isEmpty())
                                    .toList(),
                            threads);
                } finally {
                    lock.unlock();
                }
                while (!isOver()) {
                    tick(threads);
                }
            } catch (InterruptedException | RuntimeException e) {
                threads.shutdownNow();
                throw e;
            }
            Throwable thrown = broken;
            if (thrown != null) {
                threads.shutdownNow();
                throw rethrown(thrown);
            }
        }
        var inOrder = new LinkedHashMap<String, StepEnd>();
        plan.steps().forEach(step -> inOrder.put(step.id(), Objects.requireNonNull(ends.get(step.id()))));
        return inOrder;
    }

    /** Waits a moment; true if nothing is left to wait for. */
    @SuppressWarnings("WaitNotInLoop") // whoever calls asks again, and has something to do meanwhile
    private boolean isOver() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!isSettled()) {
                changed.await(TICK.toNanos(), TimeUnit.NANOSECONDS);
            }
            return isSettled();
        } finally {
            lock.unlock();
        }
    }

    private boolean isSettled() {
        return broken != null || ends.size() == plan.steps().size();
    }

    private void tick(ExecutorService threads) {
        steering.look();
        boolean rests = isAtRest();
        boolean pauses = steering.paused().isPresent();
        purse.idle(rests || pauses);
        notice();
        steering.cancelled().ifPresent(said -> steering.stop(new Steering.Stop.Wanted(said(said))));
        purse.late().ifPresent(what -> steering.stop(new Steering.Stop.Spent(what)));
        boolean isStopped = steering.stopped() instanceof Steering.Stop.Wanted
                || purse.late().isPresent();
        if (isStopped && !threads.isShutdown()) {
            threads.shutdownNow();
        }
        if (rests && !isPatient && !pauses) {
            steering.rest();
        }
    }

    private void notice() {
        Signal now = steering.paused().orElse(null);
        if (!Objects.equals(now, paused)) {
            paused = now;
            watcher.noticed(null, now == null ? "continued" : "paused", now == null ? "" : said(now));
        }
    }

    private static String said(Signal signal) {
        return "%s %s it%s"
                .formatted(
                        signal.by(),
                        signal.word().name().toLowerCase(Locale.ROOT),
                        signal.because().isBlank() ? "" : ": " + signal.because());
    }

    /** Whether all that was begun waits for people. */
    private boolean isAtRest() {
        lock.lock();
        try {
            return active > 0 && active == steering.asking();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock, so that all that are ready at once stand in line before the first of them is let in. */
    private void begin(List<PlanStep> ready, ExecutorService threads) {
        var places = new HashMap<String, Room.Ticket>();
        for (PlanStep step : ready) {
            Room.Ticket place = steps.queue(step);
            if (place != null) {
                places.put(step.id(), place);
            }
        }
        room.admit();
        active += ready.size();
        for (PlanStep step : ready) {
            Room.Ticket place = places.get(step.id());
            if (threads.isShutdown()) {
                if (place != null) {
                    place.close();
                }
                active--;
                settle(step, steps.leave(step, "the run was stopped", true), threads);
            } else {
                threads.execute(() -> carryOut(step, place, threads));
            }
        }
    }

    private void carryOut(PlanStep step, Room.@Nullable Ticket place, ExecutorService threads) {
        StepEnd end = null;
        Throwable thrown = null;
        try {
            end = steps.run(step, place);
        } catch (InterruptedException e) {
            Steering.Stop why = steering.stopped();
            end = why == null
                    ? null
                    : new StepEnd.Made(new Outcome.Cancelled(null, why.because()), Collections.emptySortedMap());
            thrown = e;
        } catch (Throwable e) {
            thrown = e;
        } finally {
            if (place != null) {
                place.giveBack();
            }
        }
        lock.lock();
        try {
            if (end == null) {
                broken = broken == null ? thrown : broken;
                room.admit();
            } else {
                settle(step, end, threads);
            }
            active--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (end != null) {
            steps.behind(step, end);
        }
    }

    /** What became of a step, and so of those that need it. */
    private void settle(PlanStep step, StepEnd end, ExecutorService threads) {
        Deque<PlanStep> closed = new ArrayDeque<>();
        var ready = new ArrayList<PlanStep>();
        ends.put(step.id(), end);
        settled.add(step.id());
        closed.add(step);
        while (!closed.isEmpty()) {
            PlanStep behind = closed.remove();
            StepEnd how = Objects.requireNonNull(ends.get(behind.id()));
            for (PlanStep next : after.getOrDefault(behind.id(), List.of())) {
                if (settled.contains(next.id())) {
                    continue;
                }
                if (!how.opens(behind)) {
                    settled.add(next.id());
                    ends.put(next.id(), left(next, behind, how));
                    closed.add(next);
                } else if (missing.merge(next.id(), -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
        // Who is ready by this stands in line before the place that was given back goes to somebody.
        if (ready.isEmpty()) {
            room.admit();
        } else {
            begin(ready, threads);
        }
    }

    /** What needs a step that waits for a person may yet be done, when the run goes on. */
    private StepEnd left(PlanStep step, PlanStep behind, StepEnd how) {
        if (how instanceof StepEnd.Waiting || resting.contains(behind.id())) {
            resting.add(step.id());
            return steps.leave(step, "step '%s' waits for a person".formatted(behind.id()), false);
        }
        return steps.leave(step, "step '%s' did not succeed".formatted(behind.id()), true);
    }

    /** What a step threw instead of ending: the store is gone, or somebody told its thread to stop. */
    static RuntimeException rethrown(Throwable thrown) throws InterruptedException {
        return switch (thrown) {
            case InterruptedException e -> throw e;
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(thrown);
        };
    }
}

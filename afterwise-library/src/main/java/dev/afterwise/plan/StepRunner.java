package dev.afterwise.plan;

import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Policy;
import dev.afterwise.Recovery;
import dev.afterwise.Subject;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.choose.Chooser;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.Tries;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.store.Hold;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.StepRun;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of one run of a plan. Safe for use by many threads, one step each. */
final class StepRunner implements Flow.Steps {
    /** What every run uses. */
    record Tools(
            PlanJournal journal,
            Performer performer,
            Chooser chooser,
            Care care,
            Timekeeper time,
            RandomGenerator random,
            Transcripts transcripts) {}

    /** The run whose steps these are. */
    record OneRun(
            Plan plan,
            Hold hold,
            Path folder,
            RunScope scope,
            Policy policy,
            Room room,
            Purse purse,
            Outlook outlook,
            Replanning replanning) {}

    private final Tools tools;
    private final OneRun run;
    private final Steering steering;
    private final Attempts makes;
    private final Ways ways;
    private final Watcher watcher;
    private final Consumer<List<Fact>> facts;
    private final Map<String, List<StepRun>> past;

    /** Who made the last attempt at each step that there is a choice for. */
    private final Map<String, String> doers = new ConcurrentHashMap<>();

    /**
     * @param standing carries out what the run sees to itself
     * @param past what the journal holds of the run
     */
    StepRunner(
            Tools tools,
            OneRun run,
            Steering steering,
            Standing standing,
            Watcher watcher,
            Consumer<List<Fact>> facts,
            List<StepRun> past) {
        this.tools = tools;
        this.run = run;
        this.steering = steering;
        this.makes = new Attempts(tools, run, steering, standing);
        this.ways = new Ways(tools, run);
        this.watcher = watcher;
        this.facts = facts;
        this.past = past.stream().collect(Collectors.groupingBy(StepRun::step));
    }

    @Override
    public Room.@Nullable Ticket queue(PlanStep step) {
        List<StepRun> before = past.getOrDefault(step.id(), List.of());
        return step.forEach() == null
                        && needsPlace(step, step.among().getFirst().body())
                        && (before.isEmpty() || over(before.getLast()) == null)
                ? run.room.queue(step, step.id())
                : null;
    }

    /** Lets in whoever fits, after places were given back. */
    void admit() {
        run.room.admit();
    }

    /** Waiting takes no place, and what a nested plan does takes places of its own. */
    private static boolean needsPlace(PlanStep step, Body body) {
        return body.isWork() && !(body instanceof Body.Nested && step.uses().isEmpty() && step.parallel());
    }

    /** Makes attempts at a step until one succeeds or nothing more is to be tried; none if that came to pass before. */
    @Override
    public StepEnd run(PlanStep step, Room.@Nullable Ticket place) throws InterruptedException {
        StepEnd end = step.forEach() == null
                ? run(Errand.of(step, run.scope), place)
                : new Items(this, run.scope, watcher).run(step, step.forEach());
        run.scope.ended(step.id(), end);
        return end;
    }

    StepEnd run(Errand errand, Room.@Nullable Ticket place) throws InterruptedException {
        PlanStep step = errand.step();
        List<StepRun> before = past(step);
        StepLog log = log(errand);
        try {
            StepEnd end = before.isEmpty() ? unmet(errand) : over(before.getLast());
            if (end instanceof StepEnd.Skipped(String because)) {
                log.note("step_skipped", because);
                watcher(errand).skipped(step, because);
            }
            StepRun open = open(step, before);
            if (!before.isEmpty() || end == null) {
                log.begin(before, open);
            }
            return end != null ? end : attempts(errand, before, open, log, place);
        } finally {
            log.hand(facts);
        }
    }

    /** Of items, those who watch hear how many are over, and what happens to each if they ask for it. */
    private Watcher watcher(Errand errand) {
        return errand.parent() == null ? watcher : watcher.items(errand.step());
    }

    StepLog log(Errand errand) {
        return new StepLog(errand, run.hold, tools.journal(), tools.time());
    }

    List<StepRun> past(PlanStep step) {
        return past.getOrDefault(step.id(), List.of());
    }

    List<StepRun> past(String id) {
        return past.getOrDefault(id, List.of());
    }

    /** Keeps a value in the journal under a name that no step has. */
    void keep(String id, int attempt, String name, Value value) {
        PlanJournal journal = tools.journal();
        var claimed = new StepRun(id, attempt, null, tools.time().now(), new Outcome.Running(), null);
        var outputs = new TreeMap<>(Map.of(name, value));
        if (!journal.claim(run.hold, claimed)
                || !journal.finish(
                        run.hold, id, attempt, new Outcome.Succeeded(Duration.ZERO), null, outputs, Usage.NONE)) {
            throw StepLog.lost(run.hold);
        }
    }

    Steering steering() {
        return steering;
    }

    Tools tools() {
        return tools;
    }

    Consumer<List<Fact>> facts() {
        return facts;
    }

    /** The attempt that goes on where it was, because nothing of it is lost when its runner is gone; null if there is none. */
    private static @Nullable StepRun open(PlanStep step, List<StepRun> before) {
        if (before.isEmpty() || before.getLast().outcome() instanceof Outcome.Ended) {
            return null;
        }
        String agent = before.getLast().agent();
        Body body = agent == null
                ? step.among().getFirst().body()
                : step.alternative(agent).body();
        return Standing.covers(body) ? before.getLast() : null;
    }

    /** Why the step is skipped, or null if its condition holds. What can't be worked out shows in the first attempt. */
    static @Nullable StepEnd unmet(Errand errand) {
        Expression condition = errand.step().condition();
        try {
            return condition == null || condition.holds(errand.scope())
                    ? null
                    : new StepEnd.Skipped("its condition (%s) does not hold".formatted(condition));
        } catch (ExpressionException e) {
            return null;
        }
    }

    /** How a step stands whose last attempt this was; null if more are to be made. */
    static @Nullable StepEnd over(StepRun last) {
        if (!(last.outcome() instanceof Outcome.Ended outcome)) {
            return null;
        }
        return switch (last.then()) {
            case null -> new StepEnd.Made(outcome, last.outputs());
            case Recovery.GiveUp ignored -> new StepEnd.Made(outcome, last.outputs());
            case Recovery.Skip(String because) -> new StepEnd.Skipped(because);
            case Recovery ignored -> null;
        };
    }

    private StepEnd attempts(
            Errand errand, List<StepRun> before, @Nullable StepRun open, StepLog log, Room.@Nullable Ticket first)
            throws InterruptedException {
        PlanStep step = errand.step();
        Subject subject = errand.subject(run.plan);
        Duration timeout = run.policy.timeout(subject).orElse(step.timeout());
        int most = run.policy.attempts(subject).orElse(1 + step.retry().max());
        Guard alone = Guard.alone(step.id(), most * step.ways(), tools.time(), tools.random());
        Tried tried = Tried.of(before);
        long begun = tools.time().nanos();
        Room.Ticket place = first;
        StepRun goesOn = open;
        Checks.Checked last = null;
        Set<String> failed = Ways.failed(before);
        while (true) {
            Alternative way = ways.next(errand, subject, tried, goesOn, failed, log, watcher(errand));
            Guard guard = makes.guard(errand, way.body(), alone);
            Attempts.Attempt attempt;
            place = place(errand, way.body(), place);
            try {
                steering.pass();
                Optional<String> empty = goesOn == null ? run.purse.empty() : Optional.empty();
                if (empty.isPresent()) {
                    return refused(errand, last, empty.get());
                }
                attempt = makes.make(errand, tried, way, guard, timeout, goesOn, log, watcher(errand));
            } finally {
                if (place != null) {
                    place.giveBack();
                    place = null;
                }
            }
            goesOn = null;
            doers.put(step.id(), way.agent());
            Checks.Checked checked = attempt.checked();
            if (checked == null) {
                return new StepEnd.Waiting(attempt.waitsFor());
            }
            last = checked;
            Outcome.Ended outcome = checked.performed().outcome();
            Recovery then = outcome instanceof Outcome.Failed(var ignored, Failure failure)
                    ? Remedies.after(
                            step,
                            failure,
                            way.agent(),
                            tried,
                            each -> tools.care()
                                    .healer()
                                    .after(
                                            each,
                                            tried.failures(),
                                            tries(step, most, checked.performed()),
                                            begun,
                                            guard))
                    : null;
            boolean isCounted = way.body() instanceof Body.Nested;
            Usage usage = checked.performed().usage();
            log.finish(attempt.number(), checked.performed(), then, checked.outputs(), isCounted ? Usage.NONE : usage);
            if (!isCounted) {
                run.purse.spend(usage);
            }
            watcher(errand).ended(step, attempt.number(), outcome, then);
            if (then != null) {
                failed.add(way.agent());
                tried.add(then);
            }
            switch (then) {
                case null -> {
                    return new StepEnd.Made(outcome, checked.outputs());
                }
                case Recovery.GiveUp ignored -> {
                    return new StepEnd.Made(outcome, checked.outputs());
                }
                case Recovery.Skip(String because) -> {
                    return new StepEnd.Skipped(because);
                }
                case Recovery.Escalate(String because) -> {
                    watcher(errand).waiting(step, because);
                    return new StepEnd.Waiting(because);
                }
                case Recovery.Retry(Duration wait, String ignored) -> {
                    run.room.admit();
                    tools.time().sleep(wait);
                }
                case Recovery ignored -> {}
            }
        }
    }

    /** A place for the next attempt; null if it needs none. */
    private Room.@Nullable Ticket place(Errand errand, Body body, Room.@Nullable Ticket held)
            throws InterruptedException {
        Room.Ticket place = held;
        if (!needsPlace(errand.step(), body)) {
            if (place != null) {
                place.close();
            }
            return null;
        }
        if (place == null) {
            place = run.room.queue(errand.step(), errand.of());
            run.room.admit();
        }
        try {
            place.await();
            return place;
        } catch (InterruptedException e) {
            place.close();
            throw e;
        }
    }

    /** The budget is used up: what was not begun is left, and what was stays as it was. */
    private StepEnd refused(Errand errand, Checks.@Nullable Checked last, String what) {
        String because = Purse.reason(what);
        steering.stop(new Steering.Stop.Spent(what));
        watcher.noticed(null, "budget", because);
        return last == null
                ? leave(errand, because, true)
                : new StepEnd.Made(last.performed().outcome(), last.outputs());
    }

    private static Tries tries(PlanStep step, int most, Performed performed) {
        Tries tries = Tries.of(most, step.retry().base(), step.retry().cap());
        Duration asked = performed.retryAfter();
        return asked == null ? tries : tries.notBefore(asked);
    }

    @Override
    public void behind(PlanStep step, StepEnd end) {
        run.replanning.over(step, end, doers.get(step.id())).ifPresent(because -> {
            StepLog log = log(Errand.of(step, run.scope));
            log.note("replanned", because);
            log.hand(facts);
            watcher.noticed(step, "replanned", because);
        });
    }

    @Override
    public StepEnd leave(PlanStep step, String because, boolean forGood) {
        StepEnd left = leave(Errand.of(step, run.scope), because, forGood);
        run.scope.ended(step.id(), left);
        run.replanning.over(step, left, null);
        return left;
    }

    /** Notes that something is not begun. What may yet be begun when the run goes on is no event. */
    StepEnd leave(Errand errand, String because, boolean forGood) {
        if (forGood) {
            StepLog log = log(errand);
            log.note("step_left", because);
            log.hand(facts);
        }
        watcher(errand).left(errand.step(), because);
        return new StepEnd.Left(because);
    }
}

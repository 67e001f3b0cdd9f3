package dev.afterwise.plan;

import dev.afterwise.CircuitOpenException;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Recovery;
import dev.afterwise.StepId;
import dev.afterwise.Subject;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.choose.Chooser;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.Faults;
import dev.afterwise.heal.Tries;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.store.Hold;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.StepRun;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of one run of a plan. Safe for use by many threads, one step each. */
final class StepRunner implements Flow.Steps {
    /** The variable in which commands find what is the same in every attempt at the step, and in no other step or run. */
    static final String IDEMPOTENCY_KEY = "AFTERWISE_IDEMPOTENCY_KEY";

    /** What every run uses. */
    record Tools(
            PlanJournal journal,
            Performer performer,
            Chooser chooser,
            Care care,
            Timekeeper time,
            RandomGenerator random) {}

    /** The run whose steps these are. */
    record OneRun(Plan plan, Hold hold, Path folder, RunScope scope, Policy policy, Room room, Purse purse) {}

    /**
     * An attempt that was made, and who made it.
     *
     * @param checked null if it goes on when a person has seen to something
     */
    private record Attempt(
            int number, String agent, Checks.@Nullable Checked checked, String waitsFor) {}

    private final Tools tools;
    private final OneRun run;
    private final Steering steering;
    private final Standing standing;
    private final Watcher watcher;
    private final Consumer<List<Fact>> facts;
    private final Map<String, List<StepRun>> past;

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
        this.standing = standing;
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

    /** Of items, those who watch hear how many are over. */
    private Watcher watcher(Errand errand) {
        return errand.parent() == null ? watcher : Watcher.NOBODY;
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
            Errand errand,
            List<StepRun> before,
            @Nullable StepRun open,
            StepLog log,
            Room.@Nullable Ticket first)
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
        while (true) {
            Alternative way = way(errand, subject, tried, goesOn);
            Guard guard = guard(errand, way.body(), alone);
            Attempt attempt;
            place = place(errand, way.body(), place);
            try {
                steering.pass();
                Optional<String> empty = goesOn == null ? run.purse.empty() : Optional.empty();
                if (empty.isPresent()) {
                    return refused(errand, last, empty.get());
                }
                attempt = attempt(errand, tried, way, guard, timeout, goesOn, log);
            } finally {
                if (place != null) {
                    place.close();
                    place = null;
                }
            }
            goesOn = null;
            Checks.Checked checked = attempt.checked;
            if (checked == null) {
                return new StepEnd.Waiting(attempt.waitsFor);
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
            log.finish(attempt.number, checked.performed(), then, checked.outputs(), isCounted ? Usage.NONE : usage);
            if (!isCounted) {
                run.purse.spend(usage);
            }
            watcher(errand).ended(step, attempt.number, outcome, then);
            if (then != null) {
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
                case Recovery.Retry(Duration wait, String ignored) ->
                    tools.time().sleep(wait);
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

    private Alternative way(Errand errand, Subject subject, Tried tried, @Nullable StepRun goesOn) {
        PlanStep step = errand.step();
        if (goesOn != null && goesOn.agent() != null) {
            return step.alternative(goesOn.agent());
        }
        if (tried.pinned().isPresent()) {
            return step.alternative(tried.pinned().get());
        }
        if (!step.hasChoice()) {
            return step.among().getFirst();
        }
        var situation = Choices.situation(run.plan, step, run.scope.params());
        return step.alternative(tools.chooser()
                .draw(subject, Choices.agents(step), run.policy, situation)
                .agent());
    }

    /** What is called by name, or by an address, is guarded together with whatever else calls it; anything else for itself. */
    private Guard guard(Errand errand, Body body, Guard alone) {
        String component = errand.step().component();
        if (component != null) {
            return tools.care().guards().of(component);
        }
        return body instanceof Body.Request request
                ? tools.care().guards().of(Requests.component(request, errand.scope(), errand::of))
                : alone;
    }

    private Attempt attempt(
            Errand errand,
            Tried tried,
            Alternative way,
            Guard guard,
            Duration timeout,
            @Nullable StepRun goesOn,
            StepLog log)
            throws InterruptedException {
        PlanStep step = errand.step();
        int number = goesOn == null ? tried.next() : goesOn.attempt();
        String agent = step.hasChoice() || way.agent().equals(PlanStep.FALLBACK) ? way.agent() : null;
        Instant at = goesOn == null ? log.claim(number, agent) : goesOn.startedAt();
        watcher(errand).started(step, number, agent);
        long start = tools.time().nanos();
        try {
            if (Standing.covers(way.body())) {
                return standing(errand, number, way, at);
            }
            return new Attempt(number, way.agent(), guarded(errand, tried, way.body(), guard, timeout, number), "");
        } catch (InterruptedException stopped) {
            var cancelled = new Outcome.Cancelled(tools.time().since(start), whyStopped());
            log.finish(number, Performed.of(cancelled), null, new TreeMap<>(), Usage.NONE);
            watcher(errand).ended(step, number, cancelled, null);
            throw stopped;
        }
    }

    String whyStopped() {
        Steering.Stop stop = steering.stopped();
        return stop == null ? "it was interrupted" : stop.because();
    }

    /** What the run sees to itself. */
    private Attempt standing(Errand errand, int number, Alternative way, Instant at) throws InterruptedException {
        try {
            String question = way.body() instanceof Body.Approval(Template asked)
                    ? asked.filled(errand.scope())
                    : "step '%s' waits for a person".formatted(errand.step().id());
            Performed performed = standing.perform(errand, number, way.body(), at, question);
            return new Attempt(
                    number,
                    way.agent(),
                    performed == null ? null : Checks.check(errand.step(), performed, errand.scope()),
                    question);
        } catch (ExpressionException e) {
            return new Attempt(number, way.agent(), unmade(expression(e)), "");
        }
    }

    private static Outcome.Failed expression(ExpressionException e) {
        return new Outcome.Failed(Duration.ZERO, Failures.invalid("expression", e.getMessage()));
    }

    /** The component answers for what it did, not for whether that is what the step wanted. */
    private Checks.Checked guarded(
            Errand errand, Tried tried, Body body, Guard guard, Duration timeout, int number)
            throws InterruptedException {
        PlanStep step = errand.step();
        if (!tools.care().guards().admits(guard.component(), Profile.of(run.plan.name()))) {
            return unmade(new Outcome.Failed(
                    Duration.ZERO,
                    CircuitOpenException.shielded(guard.component()).failure()));
        }
        long start = tools.time().nanos();
        long permit = guard.enter(start);
        if (permit == Guard.REFUSED) {
            return unmade(new Outcome.Failed(Duration.ZERO, guard.refusal().failure()));
        }
        Outcome.Ended outcome = new Outcome.Unknown(null);
        try {
            var surroundings = new Performer.Surroundings(
                    run.folder, env(errand), errand.scope(), timeout, step.writesOutputs(), parent(step));
            prepare(errand, tried);
            Performed performed = performed(errand, guard, body, surroundings);
            outcome = performed.outcome();
            return Checks.check(step, performed, errand.scope());
        } catch (ExpressionException e) {
            return unmade(expression(e));
        } catch (IOException e) {
            return unmade(new Outcome.Failed(
                    Duration.ZERO,
                    Failures.invalid("no folder", "A missing folder was to be made, but can't be: " + e.getMessage())));
        } finally {
            guard.leave(permit, start, outcome);
        }
    }

    /** What came of it, or of what goes wrong with it on purpose. */
    private Performed performed(Errand errand, Guard guard, Body body, Performer.Surroundings surroundings)
            throws InterruptedException {
        Faults.Strike strike = tools.care().faults().next(errand.of(), guard.component());
        if (strike.delay().isPositive()) {
            tools.time().sleep(strike.delay());
        }
        if (strike.failure() != null) {
            return Performed.of(new Outcome.Failed(strike.delay(), strike.failure()));
        }
        Performed performed = tools.performer().perform(body, surroundings);
        return strike.corrupts() ? performed.broken() : performed;
    }

    /** What has to be so before anything is done. */
    private void prepare(Errand errand, Tried tried) throws IOException {
        if (errand.step().condition() != null) {
            errand.step().condition().holds(errand.scope());
        }
        if (tried.owed().isPresent()) {
            Folders.make(run.folder, tried.owed().get().path());
        }
    }

    private Parent parent(PlanStep step) {
        return new Parent(run.hold.run(), StepId.named(step.id()));
    }

    private static Checks.Checked unmade(Outcome.Ended outcome) {
        return new Checks.Checked(Performed.of(outcome), new TreeMap<>());
    }

    private SortedMap<String, String> env(Errand errand) {
        var env = new TreeMap<String, String>();
        env.put(IDEMPOTENCY_KEY, run.hold.run().hex() + "/" + errand.step().id());
        errand.step().env().forEach((name, value) -> env.put(name, text(name, value, errand.scope())));
        return env;
    }

    private static String text(String name, Template template, Scope scope) {
        String text = template.filled(scope);
        if (text.indexOf('\0') >= 0) {
            throw new ExpressionException(
                    "The variable '%s' must be text, but it holds the character U+0000.".formatted(name), 0);
        }
        return text;
    }

    @Override
    public StepEnd leave(PlanStep step, String because, boolean forGood) {
        StepEnd left = leave(Errand.of(step, run.scope), because, forGood);
        run.scope.ended(step.id(), left);
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

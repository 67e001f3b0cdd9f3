package dev.afterwise.plan;

import dev.afterwise.CircuitOpenException;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Recovery;
import dev.afterwise.StepId;
import dev.afterwise.Subject;
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
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of one run of a plan. Safe for use by many threads, one step each. */
final class StepRunner {
    /** What every run uses. */
    record Tools(
            PlanJournal journal,
            Performer performer,
            Chooser chooser,
            Care care,
            Timekeeper time,
            RandomGenerator random) {}

    /** The run whose steps these are. */
    record OneRun(Plan plan, Hold hold, Path folder, RunScope scope, Policy policy, Room room) {}

    /** An attempt that was made, and who made it. */
    private record Attempt(int number, String agent, Checks.Checked checked) {
        Outcome.Ended outcome() {
            return checked.performed().outcome();
        }
    }

    private final Tools tools;
    private final OneRun run;
    private final Watcher watcher;
    private final Consumer<List<Fact>> facts;
    private final Map<String, List<StepRun>> past;

    /** @param past what the journal holds of the run */
    StepRunner(Tools tools, OneRun run, Watcher watcher, Consumer<List<Fact>> facts, List<StepRun> past) {
        this.tools = tools;
        this.run = run;
        this.watcher = watcher;
        this.facts = facts;
        this.past = past.stream().collect(Collectors.groupingBy(StepRun::step));
    }

    /** Makes attempts at a step until one succeeds or nothing more is to be tried; none if that came to pass before. */
    StepEnd run(PlanStep step) throws InterruptedException {
        List<StepRun> before = past.getOrDefault(step.id(), List.of());
        var log = new StepLog(step, run.hold, tools.journal(), tools.time());
        try {
            StepEnd end = before.isEmpty() ? unmet(step) : over(before.getLast());
            if (end instanceof StepEnd.Skipped(String because)) {
                log.note("step_skipped", because);
                watcher.skipped(step, because);
            }
            if (!before.isEmpty() || end == null) {
                log.begin(before);
            }
            StepEnd reached = end != null ? end : attempts(step, before, log);
            run.scope.ended(step.id(), reached);
            return reached;
        } finally {
            log.hand(facts);
        }
    }

    /** Why the step is skipped, or null if its condition holds. What can't be worked out shows in the first attempt. */
    private @Nullable StepEnd unmet(PlanStep step) {
        Expression condition = step.condition();
        try {
            return condition == null || condition.holds(run.scope)
                    ? null
                    : new StepEnd.Skipped("its condition (%s) does not hold".formatted(condition));
        } catch (ExpressionException e) {
            return null;
        }
    }

    /** How a step stands whose last attempt this was; null if more are to be made. */
    private static @Nullable StepEnd over(StepRun last) {
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

    private StepEnd attempts(PlanStep step, List<StepRun> before, StepLog log) throws InterruptedException {
        Subject subject = Subject.step(run.plan.name(), step.id());
        Duration timeout = run.policy.timeout(subject).orElse(step.timeout());
        int most = run.policy.attempts(subject).orElse(1 + step.retry().max());
        Guard alone = Guard.alone(step.id(), most * step.ways(), tools.time(), tools.random());
        Tried tried = Tried.of(before);
        long begun = tools.time().nanos();
        while (true) {
            Alternative way = way(step, subject, tried);
            Guard guard = guard(step, way.body(), alone);
            Attempt attempt = run.room.in(step, () -> attempt(step, tried, way, guard, timeout, log));
            Recovery then = attempt.outcome() instanceof Outcome.Failed(var ignored, Failure failure)
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
                                            tries(step, most, attempt.checked.performed()),
                                            begun,
                                            guard))
                    : null;
            log.finish(
                    attempt.number,
                    attempt.outcome(),
                    attempt.checked.performed().result(),
                    then,
                    attempt.checked.outputs());
            watcher.ended(step, attempt.number, attempt.outcome(), then);
            if (then != null) {
                tried.add(then);
            }
            switch (then) {
                case null -> {
                    return new StepEnd.Made(attempt.outcome(), attempt.checked.outputs());
                }
                case Recovery.GiveUp ignored -> {
                    return new StepEnd.Made(attempt.outcome(), attempt.checked.outputs());
                }
                case Recovery.Skip(String because) -> {
                    return new StepEnd.Skipped(because);
                }
                case Recovery.Escalate(String because) -> {
                    return new StepEnd.Waiting(because);
                }
                case Recovery.Retry(Duration wait, String ignored) ->
                    tools.time().sleep(wait);
                case Recovery ignored -> {}
            }
        }
    }

    private static Tries tries(PlanStep step, int most, Performed performed) {
        Tries tries = Tries.of(most, step.retry().base(), step.retry().cap());
        Duration asked = performed.retryAfter();
        return asked == null ? tries : tries.notBefore(asked);
    }

    private Alternative way(PlanStep step, Subject subject, Tried tried) {
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
    private Guard guard(PlanStep step, Body body, Guard alone) {
        String component = step.component();
        if (component != null) {
            return tools.care().guards().of(component);
        }
        return body instanceof Body.Request request
                ? tools.care().guards().of(Requests.component(request, run.scope, step::id))
                : alone;
    }

    private Attempt attempt(PlanStep step, Tried tried, Alternative way, Guard guard, Duration timeout, StepLog log)
            throws InterruptedException {
        int number = tried.next();
        String agent = step.hasChoice() || way.agent().equals(PlanStep.FALLBACK) ? way.agent() : null;
        log.claim(number, agent);
        watcher.started(step, number, agent);
        long start = tools.time().nanos();
        try {
            return new Attempt(number, way.agent(), guarded(step, tried, way.body(), guard, timeout));
        } catch (InterruptedException stopped) {
            var cancelled = new Outcome.Cancelled(tools.time().since(start), "it was interrupted");
            log.finish(number, cancelled, Payload.NONE, null, new TreeMap<>());
            watcher.ended(step, number, cancelled, null);
            throw stopped;
        }
    }

    /** The component answers for what it did, not for whether that is what the step wanted. */
    private Checks.Checked guarded(PlanStep step, Tried tried, Body body, Guard guard, Duration timeout)
            throws InterruptedException {
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
                    run.folder, env(step), run.scope, timeout, step.writesOutputs(), parent(step));
            prepare(step, tried);
            Performed performed = performed(step, guard, body, surroundings);
            outcome = performed.outcome();
            return Checks.check(step, performed, run.scope);
        } catch (ExpressionException e) {
            return unmade(new Outcome.Failed(Duration.ZERO, Failures.invalid("expression", e.getMessage())));
        } catch (IOException e) {
            return unmade(new Outcome.Failed(
                    Duration.ZERO,
                    Failures.invalid("no folder", "A missing folder was to be made, but can't be: " + e.getMessage())));
        } finally {
            guard.leave(permit, start, outcome);
        }
    }

    /** What came of it, or of what goes wrong with it on purpose. */
    private Performed performed(PlanStep step, Guard guard, Body body, Performer.Surroundings surroundings)
            throws InterruptedException {
        Faults.Strike strike = tools.care().faults().next(step.id(), guard.component());
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
    private void prepare(PlanStep step, Tried tried) throws IOException {
        if (step.condition() != null) {
            step.condition().holds(run.scope);
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

    private SortedMap<String, String> env(PlanStep step) {
        var env = new TreeMap<String, String>();
        step.env().forEach((name, value) -> env.put(name, text(name, value)));
        return env;
    }

    private String text(String name, Template template) {
        String text = template.filled(run.scope);
        if (text.indexOf('\0') >= 0) {
            throw new ExpressionException(
                    "The variable '%s' must be text, but it holds the character U+0000.".formatted(name), 0);
        }
        return text;
    }

    /** Notes that a step is not begun. */
    StepEnd leave(PlanStep step, String because) {
        var log = new StepLog(step, run.hold, tools.journal(), tools.time());
        log.note("step_left", because);
        watcher.left(step, because);
        log.hand(facts);
        var left = new StepEnd.Left(because);
        run.scope.ended(step.id(), left);
        return left;
    }
}

package dev.afterwise.plan;

import dev.afterwise.CircuitOpenException;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Profile;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.heal.Faults;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.store.StepRun;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes attempts at the steps of one run. Safe for use by many threads. */
final class Attempts {
    /** The variable in which commands find what is the same in every attempt at the step, and in no other step or run. */
    static final String IDEMPOTENCY_KEY = "AFTERWISE_IDEMPOTENCY_KEY";

    /**
     * An attempt that was made, and who made it.
     *
     * @param checked null if it goes on when a person has seen to something
     */
    record Attempt(int number, String agent, Checks.@Nullable Checked checked, String waitsFor) {}

    private final StepRunner.Tools tools;
    private final StepRunner.OneRun run;
    private final Steering steering;
    private final Standing standing;

    /** @param standing carries out what the run sees to itself */
    Attempts(StepRunner.Tools tools, StepRunner.OneRun run, Steering steering, Standing standing) {
        this.tools = tools;
        this.run = run;
        this.steering = steering;
        this.standing = standing;
    }

    /** What is called by name, or by an address, is guarded together with whatever else calls it; anything else for itself. */
    Guard guard(Errand errand, Body body, Guard alone) {
        String component = errand.step().component();
        if (component != null) {
            return tools.care().guards().of(component);
        }
        return body instanceof Body.Request request
                ? tools.care().guards().of(Requests.component(request, errand.scope(), errand::of))
                : alone;
    }

    /**
     * Makes one.
     *
     * @param goesOn the attempt that was begun by somebody else and goes on, or null
     * @throws InterruptedException if the thread was told to stop; the attempt is recorded as cancelled
     */
    Attempt make(
            Errand errand,
            Tried tried,
            Alternative way,
            Guard guard,
            Duration timeout,
            @Nullable StepRun goesOn,
            StepLog log,
            Watcher watcher)
            throws InterruptedException {
        PlanStep step = errand.step();
        int number = goesOn == null ? tried.next() : goesOn.attempt();
        String agent = step.hasChoice() || way.agent().equals(PlanStep.FALLBACK) ? way.agent() : null;
        Instant at = goesOn == null ? log.claim(number, agent) : goesOn.startedAt();
        watcher.started(step, number, agent);
        long start = tools.time().nanos();
        try {
            if (Standing.covers(way.body())) {
                return standing(errand, number, way, at);
            }
            return new Attempt(number, way.agent(), guarded(errand, tried, way.body(), guard, timeout, number), "");
        } catch (InterruptedException stopped) {
            var cancelled = new Outcome.Cancelled(tools.time().since(start), steering.whyStopped());
            log.finish(number, Performed.of(cancelled), null, new TreeMap<>(), Usage.NONE);
            watcher.ended(step, number, cancelled, null);
            throw stopped;
        }
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
    private Checks.Checked guarded(Errand errand, Tried tried, Body body, Guard guard, Duration timeout, int number)
            throws InterruptedException {
        PlanStep step = errand.step();
        if (!tools.care()
                .guards()
                .admits(guard.component(), Profile.of(run.plan().name()))) {
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
        try (Transcript transcript =
                tools.transcripts().open(run.hold().run(), errand.step().id(), number)) {
            var surroundings = new Performer.Surroundings(
                    run.folder(), env(errand), errand.scope(), timeout, step.writesOutputs(), parent(step), transcript);
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
            Folders.make(run.folder(), tried.owed().get().path());
        }
    }

    private Parent parent(PlanStep step) {
        return new Parent(run.hold().run(), StepId.named(step.id()));
    }

    private static Checks.Checked unmade(Outcome.Ended outcome) {
        return new Checks.Checked(Performed.of(outcome), new TreeMap<>());
    }

    private SortedMap<String, String> env(Errand errand) {
        var env = new TreeMap<String, String>();
        env.put(IDEMPOTENCY_KEY, run.hold().run().hex() + "/" + errand.step().id());
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
}

package dev.afterwise.plan;

import dev.afterwise.Action;
import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Policy;
import dev.afterwise.Recovery;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Subject;
import dev.afterwise.Usage;
import dev.afterwise.choose.Chooser;
import dev.afterwise.choose.Draw;
import dev.afterwise.heal.Healer;
import dev.afterwise.store.Hold;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.StoreException;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of one run of a plan. Safe for use by many threads, one step each. */
final class StepRunner {
    /** What every run uses. */
    record Tools(PlanJournal journal, Performer performer, Chooser chooser, Healer healer, Timekeeper time) {}

    private final Tools tools;
    private final Hold hold;
    private final ExecutionId id;
    private final String task;
    private final Path folder;
    private final Policy policy;
    private final Watcher watcher;
    private final Consumer<List<Fact>> facts;
    private final Map<String, List<StepRun>> past;

    /** @param past what the journal holds of the run */
    StepRunner(
            Tools tools,
            Hold hold,
            String task,
            Path folder,
            Policy policy,
            Watcher watcher,
            Consumer<List<Fact>> facts,
            List<StepRun> past) {
        this.tools = tools;
        this.hold = hold;
        this.id = hold.run();
        this.past = past.stream().collect(Collectors.groupingBy(StepRun::step));
        this.task = task;
        this.folder = folder;
        this.policy = policy;
        this.watcher = watcher;
        this.facts = facts;
    }

    /** Makes attempts at a step until one succeeds or nothing more is to be tried; none if that came to pass before. */
    Outcome.Ended run(PlanStep step) throws InterruptedException {
        List<Fact> log = new ArrayList<>();
        log.add(new Fact.StepStarted(
                origin(), StepId.named(step.id()), null, new Action.ToolCall(step.id(), arguments(step))));
        List<StepRun> before = past.getOrDefault(step.id(), List.of());
        before.forEach(attempt -> log.addAll(inferred(attempt)));
        try {
            return isOver(before) ? (Outcome.Ended) before.getLast().outcome() : attempts(step, before, log);
        } finally {
            facts.accept(log);
        }
    }

    private static boolean isOver(List<StepRun> before) {
        return !before.isEmpty()
                && before.getLast().outcome() instanceof Outcome.Ended
                && !(before.getLast().then() instanceof Recovery.Retry);
    }

    private Outcome.Ended attempts(PlanStep step, List<StepRun> before, List<Fact> log) throws InterruptedException {
        Subject subject = Subject.step(task, step.id());
        Duration timeout = policy.timeout(subject).orElse(step.timeout());
        int first = before.isEmpty() ? 1 : before.getLast().attempt() + 1;
        // What was being tried when the runner went away is not held against the step.
        long abandoned = before.stream()
                .filter(attempt -> attempt.outcome() instanceof Outcome.Running)
                .count();
        int maxAttempts = policy.attempts(subject).orElse(1 + step.retry().max()) + (int) abandoned;
        for (int attempt = first; ; attempt++) {
            Alternative alternative = choose(step, subject);
            Performer.Performed performed = attempt(step, attempt, alternative, timeout, log);
            Outcome.Ended outcome = performed.outcome();
            Recovery then = outcome instanceof Outcome.Failed failed
                    ? tools.healer()
                            .after(
                                    failed.failure(),
                                    attempt,
                                    maxAttempts,
                                    step.retry().base(),
                                    step.retry().cap())
                    : null;
            finish(step, attempt, performed, then, log);
            watcher.ended(step, attempt, outcome, then);
            if (!(then instanceof Recovery.Retry retry)) {
                return outcome;
            }
            tools.time().sleep(retry.after());
        }
    }

    /** What the journal says of an attempt. It gives way to what was recorded when it happened. */
    private List<Fact> inferred(StepRun attempt) {
        var origin = new Origin(id, Source.INFERRED, tools.time().now());
        StepId step = StepId.named(attempt.step());
        List<Fact> said = new ArrayList<>();
        said.add(new Fact.AttemptStarted(origin, step, attempt.attempt(), attempt.agent(), attempt.startedAt()));
        Outcome.Ended ended = attempt.outcome() instanceof Outcome.Ended known ? known : new Outcome.Unknown(null);
        said.add(new Fact.AttemptEnded(origin, step, attempt.attempt(), ended, Usage.NONE, Payload.NONE));
        if (attempt.then() != null) {
            said.add(new Fact.Recovered(origin, step, attempt.attempt(), attempt.then()));
        }
        return said;
    }

    /** Notes that a step is not begun. */
    void leave(PlanStep step, String because) {
        watcher.left(step, because);
        Instant now = tools.time().now();
        facts.accept(List.of(new Fact.Noted(
                new Origin(id, Source.RECORDED, now),
                new Event("step_left", now, Payload.text(step.id() + ": " + because, 1_000)))));
    }

    private Alternative choose(PlanStep step, Subject subject) {
        if (!step.hasChoice()) {
            return step.among().getFirst();
        }
        Draw draw = tools.chooser()
                .draw(subject, step.among().stream().map(Alternative::agent).toList(), policy);
        return step.among().stream()
                .filter(each -> each.agent().equals(draw.agent()))
                .findFirst()
                .orElseThrow();
    }

    private Performer.Performed attempt(
            PlanStep step, int attempt, Alternative alternative, Duration timeout, List<Fact> log)
            throws InterruptedException {
        String agent = step.hasChoice() ? alternative.agent() : null;
        Instant at = tools.time().now();
        claim(new StepRun(step.id(), attempt, agent, at, new Outcome.Running(), null));
        watcher.started(step, attempt, agent);
        log.add(new Fact.AttemptStarted(origin(), StepId.named(step.id()), attempt, agent, at));
        long start = tools.time().nanos();
        try {
            Performer.Performed performed = tools.performer()
                    .perform(alternative.body(), new Performer.Surroundings(folder, step.env(), timeout));
            return performed;
        } catch (InterruptedException stopped) {
            var cancelled = new Outcome.Cancelled(tools.time().since(start), "it was interrupted");
            finish(step, attempt, new Performer.Performed(cancelled, Payload.NONE), null, log);
            watcher.ended(step, attempt, cancelled, null);
            throw stopped;
        }
    }

    private Fact ended(PlanStep step, int attempt, Outcome.Ended outcome, Payload result) {
        return new Fact.AttemptEnded(origin(), StepId.named(step.id()), attempt, outcome, Usage.NONE, result);
    }

    private void claim(StepRun attempt) {
        if (!tools.journal().claim(hold, attempt)) {
            throw lost(hold);
        }
    }

    /**
     * The decision is durable, with the outcome, before anybody acts on it. What the journal refuses, because somebody else
     * has the run by now, is not recorded either.
     */
    private void finish(
            PlanStep step, int attempt, Performer.Performed performed, @Nullable Recovery then, List<Fact> log) {
        if (!tools.journal().finish(hold, step.id(), attempt, performed.outcome(), then)) {
            throw lost(hold);
        }
        log.add(ended(step, attempt, performed.outcome(), performed.result()));
        if (then != null) {
            log.add(new Fact.Recovered(origin(), StepId.named(step.id()), attempt, then));
        }
    }

    static StoreException lost(Hold hold) {
        return new StoreException(
                "The run (%s) must belong to this runner, but another one has taken it over.".formatted(hold.run()));
    }

    private static Payload arguments(PlanStep step) {
        return Payload.text(step.among().stream().map(StepRunner::text).collect(Collectors.joining(" | ")), 4_000);
    }

    private static String text(Alternative alternative) {
        return switch (alternative.body()) {
            case Body.Command command -> String.join(" ", command.arguments());
        };
    }

    private Origin origin() {
        return new Origin(id, Source.RECORDED, tools.time().now());
    }
}

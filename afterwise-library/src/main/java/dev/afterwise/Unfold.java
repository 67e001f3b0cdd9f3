package dev.afterwise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The way back from an execution to facts that fold to it. Used once, by one thread. */
final class Unfold {
    /** The last moment that can be written. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final Execution execution;
    private final Origin origin;
    private final List<Fact> facts = new ArrayList<>();

    Unfold(Execution execution, Source source) {
        this.execution = execution;
        this.origin = new Origin(execution.id(), source, end(execution));
    }

    private static Instant end(Execution execution) {
        Duration took = execution.outcome() instanceof Outcome.Ended ended ? ended.took() : null;
        Instant end =
                took == null ? execution.startedAt() : execution.startedAt().plus(took);
        return end.isAfter(LATEST) ? LATEST : end;
    }

    List<Fact> facts() {
        Headline headline = execution.headline();
        facts.add(new Fact.Started(
                origin, headline.profile(), headline.description(), headline.startedAt(), execution.about()));
        for (Step step : execution.steps()) {
            facts.add(new Fact.StepStarted(origin, step.id(), step.parent(), step.action()));
            step.attempts().forEach(attempt -> unfold(step, attempt));
        }
        execution.events().forEach(event -> facts.add(new Fact.Noted(origin, event)));
        execution.ratings().forEach(rating -> facts.add(new Fact.Rated(origin, rating)));
        if (headline.outcome() instanceof Outcome.Ended outcome) {
            end(outcome);
        }
        return facts;
    }

    private void unfold(Step step, Attempt attempt) {
        int number = attempt.number();
        facts.add(new Fact.AttemptStarted(origin, step.id(), number, attempt.agent(), attempt.startedAt()));
        if (attempt.outcome() instanceof Outcome.Ended outcome) {
            facts.add(new Fact.AttemptEnded(origin, step.id(), number, outcome, attempt.usage(), attempt.result()));
        }
        Recovery then = attempt.then();
        if (then != null) {
            facts.add(new Fact.Recovered(origin, step.id(), number, then));
        }
    }

    /** What is abandoned takes its attempts along, unless it was only said later to be so. */
    private void end(Outcome.Ended outcome) {
        boolean isRunning = execution.steps().stream()
                .flatMap(step -> step.attempts().stream())
                .anyMatch(attempt -> attempt.outcome() instanceof Outcome.Running);
        if (outcome instanceof Outcome.Abandoned && isRunning) {
            facts.add(new Fact.Ended(origin, new Outcome.Unknown(null), rest(), Payload.NONE));
            facts.add(new Fact.Concluded(origin, outcome));
        } else {
            facts.add(new Fact.Ended(origin, outcome, rest(), Payload.NONE));
        }
    }

    /** What was spent outside of steps. */
    private Usage rest() {
        Usage all = execution.headline().usage();
        Usage steps = execution.steps().stream().map(Step::usage).reduce(Usage.NONE, Usage::merge);
        return new Usage(
                Math.max(0, all.inputTokens() - steps.inputTokens()),
                Math.max(0, all.outputTokens() - steps.outputTokens()),
                Math.max(0, all.cachedTokens() - steps.cachedTokens()),
                new Money(all.cost().micros() - steps.cost().micros()),
                Math.max(0, all.apiCalls() - steps.apiCalls()));
    }
}

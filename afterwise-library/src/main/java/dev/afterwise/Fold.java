package dev.afterwise;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fold of facts into an execution, half-way. Used once, by one thread. */
final class Fold {
    /** What is known of one attempt. */
    private static final class OpenAttempt {
        Fact.@Nullable AttemptStarted started;
        Fact.@Nullable AttemptEnded ended;
        Fact.@Nullable Recovered recovered;
    }

    /** What is known of one step. */
    private static final class OpenStep {
        Fact.@Nullable StepStarted started;
        final SortedMap<Integer, OpenAttempt> attempts = new TreeMap<>();

        OpenAttempt attempt(int number) {
            return attempts.computeIfAbsent(number, n -> new OpenAttempt());
        }
    }

    private final ExecutionId id;
    private final Instant firstObserved;
    private final Map<StepId, OpenStep> steps = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Rating> ratings = new ArrayList<>();
    private final List<Rating> ofPeople = new ArrayList<>();
    private Fact.@Nullable Started started;
    private Fact.@Nullable Ended ended;
    private Fact.@Nullable Concluded concluded;

    /** @param believed one fact for each key, all of one execution */
    Fold(Collection<Fact> believed) {
        id = one(believed);
        Instant first = Instant.MAX;
        for (Fact fact : believed) {
            Instant observed = fact.origin().observedAt();
            first = observed.isBefore(first) ? observed : first;
            take(fact);
        }
        firstObserved = first;
    }

    /** The execution that all these facts are about. */
    static ExecutionId one(Collection<? extends Fact> facts) {
        if (facts.isEmpty()) {
            throw new IllegalArgumentException("An execution must have at least one fact, but there are none.");
        }
        ExecutionId id = facts.iterator().next().execution();
        for (Fact fact : facts) {
            if (!fact.execution().equals(id)) {
                throw new IllegalArgumentException(
                        "The facts of one execution must all be about it, but some are about (%s) and some about (%s)."
                                .formatted(id, fact.execution()));
            }
        }
        return id;
    }

    private void take(Fact fact) {
        switch (fact) {
            case Fact.Started it -> started = it;
            case Fact.StepStarted it -> step(it.step()).started = it;
            case Fact.AttemptStarted it -> step(it.step()).attempt(it.number()).started = it;
            case Fact.AttemptEnded it -> step(it.step()).attempt(it.number()).ended = it;
            case Fact.Recovered it -> step(it.step()).attempt(it.afterAttempt()).recovered = it;
            case Fact.Noted it -> events.add(it.event());
            case Fact.Rated it -> {
                ratings.add(it.rating());
                if (it.origin().source() == Source.PERSON) {
                    ofPeople.add(it.rating());
                }
            }
            case Fact.Ended it -> ended = it;
            case Fact.Concluded it -> concluded = it;
        }
    }

    private OpenStep step(StepId step) {
        return steps.computeIfAbsent(step, s -> new OpenStep());
    }

    Execution execution() {
        List<Step> folded = new ArrayList<>();
        steps.forEach((step, open) -> folded.add(fold(step, open)));
        folded.sort(Comparator.comparing(Fold::begunAt).thenComparing(Step::id));
        events.sort(Comparator.comparing(Event::at)
                .thenComparing(Event::name)
                .thenComparing(event -> event.payload().json()));
        ratings.sort(Comparator.comparing(Rating::by));
        return new Execution(headline(folded), about(), folded, events, ratings);
    }

    private Headline headline(List<Step> folded) {
        Usage usage = ended == null ? Usage.NONE : ended.usage();
        var recoveries = new TreeMap<String, Tally>();
        for (Step step : folded) {
            for (Attempt attempt : step.attempts()) {
                usage = usage.merge(attempt.usage());
            }
            step.recoveries().forEach((strategy, tally) -> recoveries.merge(strategy, tally, Tally::merge));
        }
        return new Headline(
                id,
                started == null ? Profile.of("unknown") : started.profile(),
                started == null ? "" : started.description(),
                started == null ? firstObserved : started.at(),
                outcome(),
                usage,
                recoveries);
    }

    private Outcome outcome() {
        if (ended == null) {
            return concluded == null ? new Outcome.Running() : concluded.outcome();
        }
        return concluded == null
                        || ended.origin().source().compareTo(concluded.origin().source()) > 0
                ? judged(ended)
                : concluded.outcome().orAfter(ended.outcome().took());
    }

    /** How it ended in the eyes of people, who see what its work could not: as it said, unless they judged it otherwise. */
    private Outcome judged(Fact.Ended end) {
        return end.origin().source() == Source.PERSON ? end.outcome() : Rating.judge(end.outcome(), ofPeople);
    }

    private About about() {
        About about = started == null ? About.NOTHING : started.about();
        return ended == null || ended.output().isNone() ? about : about.withOutput(ended.output());
    }

    private Step fold(StepId step, OpenStep open) {
        List<Attempt> attempts = new ArrayList<>();
        open.attempts.forEach((number, attempt) -> attempts.add(fold(number, attempt)));
        return new Step(
                step,
                open.started == null ? null : open.started.parent(),
                open.started == null ? new Action.Phase("unknown", null) : open.started.action(),
                attempts);
    }

    private Attempt fold(int number, OpenAttempt open) {
        return new Attempt(
                number,
                open.started == null ? null : open.started.agent(),
                open.started == null ? firstObserved : open.started.at(),
                open.ended == null ? unended() : open.ended.outcome(),
                open.ended == null ? Usage.NONE : open.ended.usage(),
                open.ended == null ? Payload.NONE : open.ended.result(),
                open.recovered == null ? null : open.recovered.recovery());
    }

    /** How an attempt stands whose end nobody has told: it shares the fate of an execution whose process is gone. */
    private Outcome unended() {
        return ended != null && ended.outcome() instanceof Outcome.Abandoned abandoned
                ? abandoned
                : new Outcome.Running();
    }

    private static Instant begunAt(Step step) {
        return step.attempts().isEmpty()
                ? Instant.MAX
                : step.attempts().getFirst().startedAt();
    }
}

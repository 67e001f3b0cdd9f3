package dev.afterwise;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * One run of a task: what its facts add up to. Never edited, only folded again from more facts.
 *
 * @param steps in the order in which they began
 * @param events in the order in which they happened
 * @param remains whether all of it is still there
 */
public record Execution(
        Headline headline, About about, List<Step> steps, List<Event> events, List<Rating> ratings, Remains remains) {
    public Execution {
        steps = List.copyOf(steps);
        events = List.copyOf(events);
        ratings = List.copyOf(ratings);
    }

    /** An execution of which everything is there. */
    public Execution(Headline headline, About about, List<Step> steps, List<Event> events, List<Rating> ratings) {
        this(headline, about, steps, events, ratings, Remains.EVERYTHING);
    }

    /** An execution of which nothing else is left. */
    public static Execution of(Headline headline) {
        return new Execution(headline, About.NOTHING, List.of(), List.of(), List.of(), Remains.HEADLINE);
    }

    /** What these facts, which are left of an execution, still say about it. */
    public static Execution of(Headline headline, Collection<? extends Fact> left) {
        Execution part = of(left);
        return new Execution(headline, part.about, part.steps, part.events, part.ratings, Remains.A_PART);
    }

    /**
     * Folds the facts of one execution. Neither their order nor repeats make a difference, and missing ones leave gaps: a
     * step that nobody began is called {@code unknown}, an execution that nobody began has the task {@code unknown}.
     *
     * @throws IllegalArgumentException if there are no facts, or they are about several executions
     */
    public static Execution of(Collection<? extends Fact> facts) {
        Fold.one(facts);
        return of(Fact.believed(facts));
    }

    /**
     * Folds what {@link Fact#believed} left of the facts of one execution.
     *
     * @throws IllegalArgumentException if there are no facts, or they are about several executions
     */
    public static Execution of(SortedMap<String, Fact> believed) {
        return new Fold(Overheard.putRight(believed.values())).execution();
    }

    /**
     * Facts that fold to this execution, as far as it {@link #remains}. They are not those from which it was folded: what was said
     * against each other is settled.
     *
     * @param source who says so now
     */
    public List<Fact> facts(Source source) {
        return new Unfold(this, source).facts();
    }

    public ExecutionId id() {
        return headline.id();
    }

    public Profile profile() {
        return headline.profile();
    }

    public Instant startedAt() {
        return headline.startedAt();
    }

    public Outcome outcome() {
        return headline.outcome();
    }
}

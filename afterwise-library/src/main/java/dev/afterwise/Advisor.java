package dev.afterwise;

import dev.afterwise.learn.recommend.Advice;
import dev.afterwise.learn.recommend.Contest;
import dev.afterwise.learn.recommend.Ladder;
import dev.afterwise.learn.recommend.Lessons;
import dev.afterwise.learn.recommend.Logbook;
import dev.afterwise.record.Run;
import dev.afterwise.record.Work;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says which agent, model or route to take for some work, from memory. What it knows it has learned from the history; it looks at
 * that again from time to time, on a thread of its own, and learns at once from what was {@linkplain Afterwise#route routed}. The
 * first who asks waits until the history was read. Safe for use by many threads.
 */
public final class Advisor {
    private static final Logger LOG = System.getLogger("dev.afterwise");
    private static final Duration EVERY = Duration.ofMillis(100);
    /** Learning anew takes one part of so many of the time. */
    private static final int SHARE = 50;

    private static final int MOST_EXPECTED = 10_000;

    private final WorkspaceStore workspace;
    private final Supplier<Policy> policy;
    private final Settings settings;
    private volatile Function<Profile, Run> begin = Advisor::notYet;
    private final Map<Dimension, Held> held = new EnumMap<>(Dimension.class);
    private final Map<ExecutionId, Routed> expected = new ConcurrentHashMap<>();
    private final Awaited elsewhere = new Awaited();

    Advisor(WorkspaceStore workspace, Supplier<Policy> policy, Settings settings) {
        this.workspace = workspace;
        this.policy = policy;
        this.settings = settings;
    }

    private static Run notYet(Profile profile) {
        throw new IllegalStateException(
                "Work (%s) must be recorded by somebody, but nobody is there yet.".formatted(profile.task()));
    }

    /**
     * Which arm is to be taken.
     *
     * @param profile the work, with the arm
     * @param propensity how likely it was to be drawn
     */
    record Routed(Profile work, Profile profile, Dimension choice, String arm, double propensity) {}

    /**
     * What was drawn for work that is done elsewhere.
     *
     * @param profile the work as it is to be recorded: with the arm, and with how likely it was to be drawn
     * @param propensity the same, from 0 to 1
     */
    public record Drawn(Profile profile, String arm, double propensity) {}

    /** What was learned about one choice, and when. */
    private static final class Held {
        private Lessons lessons;
        private long learnedAt;
        private long pauseNanos;
        private boolean isLearning;

        private Held(Lessons lessons) {
            this.lessons = lessons;
        }
    }

    /** Which of those that were tried for a task to take; empty if none was. */
    public Optional<Advice> recommend(Profile work, Dimension choice, Preference preference) {
        Held its = held(choice);
        List<String> arms;
        synchronized (its) {
            arms = its.lessons.arms(work.task());
        }
        return arms.isEmpty() ? Optional.empty() : Optional.of(recommend(work, choice, arms, preference));
    }

    /**
     * Which of these to take.
     *
     * @param work what is known of it; whatever it says of the choice itself is overlooked
     * @param choice agent, model or route
     * @param arms those that may be taken, at least one
     * @throws IllegalArgumentException if there are none, or something else is chosen
     */
    public Advice recommend(Profile work, Dimension choice, Collection<String> arms, Preference preference) {
        List<String> distinct = distinct(arms);
        Held its = held(choice);
        Optional<String> preferred = policy.get().preferred(work, choice).filter(distinct::contains);
        synchronized (its) {
            String now = preferred.orElseGet(() -> its.lessons.usedNow(work.task()));
            return its.lessons.advise(work, distinct, preference, now);
        }
    }

    /**
     * The logged executions like some work, by which to estimate what another choice would have come to. They are read from the
     * history each time.
     */
    public Logbook log(Profile like, Dimension choice) {
        return Logbook.of(workspace.segments().scan(Window.ALL), choice, like);
    }

    /**
     * Does some work in one of several ways, as one execution on the calling thread: by the agent, model or route that was adopted
     * for such work, or else by one that is drawn, more often the better it is known to be. How likely it was is kept as an
     * attribute. What the work returns or throws passes through.
     *
     * @param begin begins an execution
     * @param ways by the name of the agent, model or route, at least one
     */
    <T extends @Nullable Object, X extends Exception> T route(
            Function<Profile, Run> begin,
            Profile work,
            Dimension choice,
            Preference preference,
            Map<String, Work<T, X>> ways)
            throws X {
        Routed routed = draw(work, choice, ways.keySet(), preference);
        Work<T, X> way = Objects.requireNonNull(ways.get(routed.arm()));
        return begin.apply(routed.profile()).make(run -> {
            expect(run.id(), routed);
            return way.in(run);
        });
    }

    /**
     * Draws one of these, as {@link Afterwise#route} does, for work that somebody does elsewhere. What comes of it is learned at once
     * where {@link #learn(List)} is told, and else when the history is read again.
     *
     * @param id under which it will be recorded
     * @param arms by name, at least one
     */
    public Drawn draw(ExecutionId id, Profile work, Dimension choice, Collection<String> arms, Preference preference) {
        Routed routed = draw(work, choice, arms, preference);
        elsewhere.add(id, routed);
        return new Drawn(routed.profile(), routed.arm(), routed.propensity());
    }

    /** Learns from the ends, among these facts, of what was drawn for work that is done elsewhere; from each once. */
    public void learn(List<Fact> facts) {
        for (Fact fact : facts) {
            if (fact instanceof Fact.Ended ended) {
                elsewhere.take(ended.execution()).forEach(routed -> learn(routed, ended));
            }
        }
    }

    /** Begins executions this way from now on. */
    void beginBy(Function<Profile, Run> way) {
        begin = way;
    }

    /**
     * Does some work by the first arm of a ladder, and by the second one where that fails or its result doesn't pass, each as an
     * execution of its own on the calling thread. What the second one returns or throws passes through, whatever it is. Whoever is
     * interrupted or cancelled climbs no further.
     *
     * @param passes says whether a result will do
     * @param ways by the name of the agent, model or route, both of the ladder among them
     * @throws IllegalArgumentException if one of them is missing
     */
    @SuppressWarnings("ReferenceEquality") // No exception can be suppressed by itself.
    public <T extends @Nullable Object, X extends Exception> T climb(
            Ladder ladder, Profile work, Predicate<? super T> passes, Map<String, Work<T, X>> ways) throws X {
        Work<T, X> first = way(ladder.first(), ways);
        Work<T, X> second = way(ladder.second(), ways);
        Exception failure = null;
        try {
            Attempt<T> attempt = attempt(routed(work, ladder.choice(), ladder.first(), 1), first, passes);
            if (attempt.isGood()) {
                return attempt.result();
            }
        } catch (Exception e) {
            if (e instanceof InterruptedException || e instanceof CancellationException) {
                throw e;
            }
            failure = e;
        }
        Routed next = routed(work.with(Ladder.AFTER, ladder.first()), ladder.choice(), ladder.second(), 1);
        try {
            return attempt(next, second, passes).result();
        } catch (Exception e) {
            if (failure != null && failure != e) {
                e.addSuppressed(failure);
            }
            throw e;
        }
    }

    private record Attempt<T extends @Nullable Object>(T result, boolean isGood) {}

    private <T extends @Nullable Object, X extends Exception> Attempt<T> attempt(
            Routed routed, Work<T, X> way, Predicate<? super T> passes) throws X {
        Work<Attempt<T>, X> checked = run -> {
            expect(run.id(), routed);
            T result = way.in(run);
            boolean isGood = passes.test(result);
            if (!isGood) {
                run.failed("rejected", "The result did not pass the check.");
            }
            return new Attempt<>(result, isGood);
        };
        return begin.apply(routed.profile()).make(checked);
    }

    private static <T extends @Nullable Object, X extends Exception> Work<T, X> way(
            String arm, Map<String, Work<T, X>> ways) {
        Work<T, X> way = ways.get(arm);
        if (way == null) {
            throw new IllegalArgumentException(
                    "There must be a way for each arm of the ladder, but there is none for (%s).".formatted(arm));
        }
        return way;
    }

    /** Draws one: what was adopted, or else each as likely as it is the best one; of shielded work, the best as far as is known. */
    Routed draw(Profile work, Dimension choice, Collection<String> arms, Preference preference) {
        Policy known = policy.get();
        if (known.experiments().isEmpty()) {
            return draw(known, work, choice, arms, preference);
        }
        // The run has no id yet, so it gets a key that nobody else has.
        ExecutionId key = ExecutionId.at(settings.time().now(), settings.random());
        Policy.ForRun held = known.forRun(work, key.hex());
        Routed drawn = draw(held.policy(), work, choice, arms, preference);
        return new Routed(work, drawn.profile().with(held.variants()), choice, drawn.arm(), drawn.propensity());
    }

    private Routed draw(Policy now, Profile work, Dimension choice, Collection<String> arms, Preference preference) {
        List<String> distinct = distinct(arms);
        Optional<String> preferred = now.preferred(work, choice).filter(distinct::contains);
        if (preferred.isPresent()) {
            return routed(work, choice, preferred.get(), 1);
        }
        Held its = held(choice);
        Contest contest;
        synchronized (its) {
            contest = its.lessons.contest(work, distinct, preference);
        }
        int place = now.isShielded(work) ? contest.favourite() : contest.draw(settings.random());
        return routed(work, choice, distinct.get(place), now.isShielded(work) ? 1 : contest.propensity(place));
    }

    private static Routed routed(Profile work, Dimension choice, String arm, double propensity) {
        Profile with = switch (choice) {
            case AGENT -> work.withAgent(arm);
            case MODEL -> work.withModel(arm);
            case ROUTE -> work.withRoute(arm);
            case TASK, STEP -> throw unchoosable(choice);
        };
        double rounded = Math.max(1e-4, Math.rint(propensity * 1e4) / 1e4);
        return new Routed(work, with.with(Profile.PROPENSITY + choice.word(), rounded), choice, arm, propensity);
    }

    private static List<String> distinct(Collection<String> arms) {
        List<String> distinct = arms.stream().distinct().toList();
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("There must be something to choose from, but there is nothing.");
        }
        return distinct;
    }

    private static IllegalArgumentException unchoosable(Dimension choice) {
        return new IllegalArgumentException(
                "What is chosen must be agent, model or route, but it is (%s).".formatted(choice.word()));
    }

    /** Waits for what comes of it. */
    private void expect(ExecutionId id, Routed routed) {
        if (expected.size() < MOST_EXPECTED) {
            expected.put(id, routed);
        }
    }

    /** Appends facts, and then learns from the ends of what was routed. */
    Consumer<List<Fact>> after(Consumer<List<Fact>> append) {
        return facts -> {
            append.accept(facts);
            if (!expected.isEmpty()) {
                facts.forEach(this::learn);
            }
        };
    }

    private void learn(Fact fact) {
        Routed routed = fact instanceof Fact.Ended ? expected.remove(fact.execution()) : null;
        if (routed != null && fact instanceof Fact.Ended ended) {
            learn(routed, ended);
        }
    }

    private void learn(Routed routed, Fact.Ended ended) {
        double at = ended.origin().observedAt().toEpochMilli() / 1e3;
        double dollars = ended.usage().cost().dollars().doubleValue();
        switch (ended.outcome()) {
            case Outcome.Succeeded it -> learn(routed, new Lessons.Came(true, it.took(), dollars, at));
            case Outcome.Failed it -> learn(routed, new Lessons.Came(false, it.took(), dollars, at));
            case Outcome.Cancelled it -> {}
            case Outcome.Unknown it -> {}
            case Outcome.Abandoned it -> {}
        }
    }

    private void learn(Routed routed, Lessons.Came came) {
        Held its = held(routed.choice());
        synchronized (its) {
            its.lessons.learn(routed.work(), routed.arm(), came);
        }
    }

    private Held held(Dimension choice) {
        Held its;
        synchronized (held) {
            its = held.computeIfAbsent(choice, this::first);
        }
        boolean isDue;
        synchronized (its) {
            isDue = !its.isLearning && settings.time().nanos() - its.learnedAt > its.pauseNanos;
            its.isLearning |= isDue;
        }
        if (isDue) {
            Thread.ofPlatform().daemon().name("afterwise-advisor").start(() -> learnAnew(choice, its));
        }
        return its;
    }

    private Held first(Dimension choice) {
        long began = settings.time().nanos();
        var its = new Held(lessons(choice));
        pause(its, began);
        return its;
    }

    private Lessons lessons(Dimension choice) {
        return Lessons.of(workspace.segments().scan(Window.ALL), choice);
    }

    private void learnAnew(Dimension choice, Held its) {
        long began = settings.time().nanos();
        Lessons anew = null;
        try {
            anew = lessons(choice);
        } catch (StoreException e) {
            LOG.log(Level.WARNING, "What is known for choosing by %s can't be read anew".formatted(choice.word()), e);
        }
        synchronized (its) {
            replace(its, anew);
            pause(its, began);
        }
    }

    private static void replace(Held its, @Nullable Lessons anew) {
        if (anew != null) {
            its.lessons = anew;
        }
        its.isLearning = false;
    }

    private void pause(Held its, long began) {
        its.learnedAt = settings.time().nanos();
        its.pauseNanos = Math.max(EVERY.toNanos(), SHARE * (its.learnedAt - began));
    }
}

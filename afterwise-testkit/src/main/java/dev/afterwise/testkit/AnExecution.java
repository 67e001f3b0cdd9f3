package dev.afterwise.testkit;

import dev.afterwise.About;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An execution to be told in a test: {@code anExecution().of("email").by("agent-7").failedWith("timeout").facts()}. Unless
 * told otherwise it has an id of its own, began with the year 2026, took a second, and succeeded. For one thread.
 */
public final class AnExecution {
    private static final AtomicLong MADE = new AtomicLong();

    private ExecutionId id = ExecutionId.of("an execution, number " + MADE.incrementAndGet());
    private Profile profile = Profile.of("task");
    private String description = "";
    private About about = About.NOTHING;
    private Instant startedAt = Instant.parse("2026-01-01T00:00:00Z");
    private @Nullable Duration took = Duration.ofSeconds(1);
    private Ending ending = Outcome.Succeeded::new;
    private boolean running;
    private Usage usage = Usage.NONE;

    @FunctionalInterface
    private interface Ending {
        Outcome.Ended after(@Nullable Duration took);
    }

    private AnExecution() {}

    public static AnExecution anExecution() {
        return new AnExecution();
    }

    public AnExecution withId(ExecutionId name) {
        id = name;
        return this;
    }

    public AnExecution of(String task) {
        var old = profile;
        profile = new Profile(task, old.agent(), old.model(), old.route(), old.complexity(), old.attributes());
        return this;
    }

    public AnExecution by(String agent) {
        profile = profile.withAgent(agent);
        return this;
    }

    public AnExecution on(@Nullable String model) {
        profile = profile.withModel(model);
        return this;
    }

    public AnExecution via(@Nullable String route) {
        profile = profile.withRoute(route);
        return this;
    }

    public AnExecution ofComplexity(double complexity) {
        profile = profile.withComplexity(complexity);
        return this;
    }

    public AnExecution with(String attribute, String text) {
        profile = profile.with(attribute, text);
        return this;
    }

    public AnExecution with(String attribute, double number) {
        profile = profile.with(attribute, number);
        return this;
    }

    public AnExecution described(String text) {
        description = text;
        return this;
    }

    public AnExecution startedAt(Instant at) {
        startedAt = at;
        return this;
    }

    /** @param at such as {@code 2026-01-01T00:00:00Z} */
    public AnExecution startedAt(String at) {
        return startedAt(Instant.parse(at));
    }

    /** @param duration null if nobody measured it */
    public AnExecution took(@Nullable Duration duration) {
        took = duration;
        return this;
    }

    public AnExecution spending(Usage spent) {
        usage = spent;
        return this;
    }

    /** @param type also the label of the failure's class, if there is such a class */
    public AnExecution failedWith(String type) {
        return failedWith(type, type);
    }

    /** @param type also the label of the failure's class, if there is such a class */
    public AnExecution failedWith(String type, String message) {
        var failureClass = FailureClass.labelled(type).orElse(FailureClass.UNKNOWN);
        return failedWith(Failure.of(failureClass, Severity.MEDIUM, Transience.UNKNOWN, type, message));
    }

    public AnExecution failedWith(Failure failure) {
        ending = after -> new Outcome.Failed(after, failure);
        return this;
    }

    public AnExecution cancelled(String reason) {
        ending = after -> new Outcome.Cancelled(after, reason);
        return this;
    }

    /** Over, and nobody knows how. */
    public AnExecution endedSomehow() {
        ending = Outcome.Unknown::new;
        return this;
    }

    public AnExecution onBehalfOf(@Nullable Parent other) {
        about = about.withParent(other);
        return this;
    }

    /** Whoever carried it out is gone. */
    public AnExecution abandoned() {
        ending = ignored -> new Outcome.Abandoned();
        return this;
    }

    /** Not over yet. */
    public AnExecution running() {
        running = true;
        return this;
    }

    /** What a recorder would have said: that it started, and how it ended unless it is still running. */
    public List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact.Started(origin(startedAt), profile, description, startedAt, about));
        if (!running) {
            Instant end = took == null ? startedAt : startedAt.plus(took);
            facts.add(new Fact.Ended(origin(end), ending.after(took), usage, Payload.NONE));
        }
        return List.copyOf(facts);
    }

    private Origin origin(Instant at) {
        return new Origin(id, Source.RECORDED, at);
    }

    public Execution execution() {
        return Execution.of(facts());
    }

    public Headline headline() {
        return execution().headline();
    }

    /** The facts of several executions together. */
    public static List<Fact> facts(Iterable<AnExecution> executions) {
        var all = new ArrayList<Fact>();
        executions.forEach(each -> all.addAll(each.facts()));
        return List.copyOf(all);
    }
}

package dev.afterwise.record;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An execution while it is happening.
 *
 * <p>Steps made through it are recorded with their duration and outcome, and nest by the thread that makes them. What the
 * work returns or throws passes through unchanged; recording itself never throws.
 *
 * <p>Safe for use by many threads. A step that is begun on a thread without a step of its own belongs to the execution.
 */
public final class Run {
    private static final int MAX_PAYLOAD_CHARS = 64_000;
    private static final int TYPICAL_FACTS = 32;

    private final Recorder recorder;
    private final Timekeeper time;
    private final Diagnosis diagnosis;
    private final Protection protection;
    private final ExecutionId id;
    private final Instant startedAt;
    private final long startNanos;
    private final AtomicLong steps = new AtomicLong();
    private final Object lock = new Object();
    private List<Fact> facts = new ArrayList<>(TYPICAL_FACTS);
    private Profile profile;
    private Usage usage = Usage.NONE;
    private @Nullable Failure failure;
    private boolean ended;

    Run(
            Recorder recorder,
            Profile profile,
            Timekeeper time,
            RandomGenerator random,
            Diagnosis diagnosis,
            Protection protection) {
        this.recorder = recorder;
        this.profile = profile;
        this.time = time;
        this.diagnosis = diagnosis;
        this.protection = protection;
        this.startedAt = time.now();
        this.startNanos = time.nanos();
        this.id = ExecutionId.at(startedAt, random);
        recorder.submit(List.of(started(startedAt)));
    }

    public ExecutionId id() {
        return id;
    }

    /** Runs a part of the work as a step with a name. */
    public <T extends @Nullable Object, X extends Exception> T phase(String name, Operation<T, X> body) throws X {
        return step(new Action.Phase(named(name), null), body);
    }

    /** Runs a part of the work as a step that should take about {@code estimate}. */
    public <T extends @Nullable Object, X extends Exception> T phase(
            String name, Duration estimate, Operation<T, X> body) throws X {
        return step(new Action.Phase(named(name), estimate), body);
    }

    /** Runs the call of a tool as a step. */
    public <T extends @Nullable Object, X extends Exception> T tool(String name, Operation<T, X> call) throws X {
        return step(new Action.ToolCall(named(name), Payload.NONE), call);
    }

    /** Runs the call of a tool as a step, and keeps what it was given: at most 64,000 characters of it. */
    public <T extends @Nullable Object, X extends Exception> T tool(String name, String arguments, Operation<T, X> call)
            throws X {
        return step(new Action.ToolCall(named(name), Payload.text(arguments, MAX_PAYLOAD_CHARS)), call);
    }

    /** Runs the call of a language model as a step. Report its tokens by {@link #usage} inside the call. */
    public <T extends @Nullable Object, X extends Exception> T model(String name, Operation<T, X> call) throws X {
        return step(new Action.ModelCall(named(name)), call);
    }

    /**
     * Calls a component as a step, healed: while the call fails in a way that may pass, it is made again after a wait, as far
     * as attempts, the component's recovery budget and its circuit breaker allow. Each attempt and each decision is recorded
     * before it is acted on.
     *
     * <p>The operation must be one that may be made more than once: an attempt that failed may have done its work. It runs on
     * the calling thread, which also waits. What failed for good, was stopped, or threw an {@link Error} is not made again.
     *
     * @param component whose failures belong together: a service, a tool, a shard; not what it is asked
     * @throws X what the last attempt threw, unchanged
     * @throws CircuitOpenException if not even the first attempt could be made, because the component keeps failing
     */
    public <T extends @Nullable Object, X extends Exception> T call(String component, Operation<T, X> operation)
            throws X {
        return healed(component, null, operation);
    }

    /** As {@link #call(String, Operation)}, but begins no wait that would end after {@code within}. */
    public <T extends @Nullable Object, X extends Exception> T call(
            String component, Duration within, Operation<T, X> operation) throws X {
        return healed(component, within, operation);
    }

    /** Adds to what was spent: by the step that this thread is in, or else by the execution. */
    public Run usage(Usage more) {
        OpenStep step = OpenStep.in(this);
        if (step != null) {
            step.spent(more);
            return this;
        }
        synchronized (lock) {
            usage = usage.merge(more);
        }
        return this;
    }

    public Run agent(String name) {
        return describe(known -> known.withAgent(name));
    }

    /** Names the model that serves this execution as a whole. */
    public Run model(String name) {
        return describe(known -> known.withModel(name));
    }

    public Run route(String name) {
        return describe(known -> known.withRoute(name));
    }

    /** @param number not finite is ignored */
    public Run complexity(double number) {
        return Double.isFinite(number) ? describe(known -> known.withComplexity(number)) : this;
    }

    public Run attribute(String name, String text) {
        return describe(known -> known.with(name, text));
    }

    /** @param number not finite is ignored */
    public Run attribute(String name, double number) {
        return Double.isFinite(number) ? describe(known -> known.with(name, number)) : this;
    }

    /** Notes that something happened. */
    public Run note(String name, String text) {
        Instant at = time.now();
        append(new Fact.Noted(origin(at), new Event(named(name), at, Payload.text(text, MAX_PAYLOAD_CHARS))));
        return this;
    }

    /** Says that the execution failed, although its work may return normally. The first failure said is kept. */
    public Run failed(String type, String message) {
        Failure said = diagnosis.of(String.valueOf(type), String.valueOf(message));
        synchronized (lock) {
            failure = failure == null ? said : failure;
        }
        return this;
    }

    /** Ends the execution: it succeeded, unless {@link #failed} was called. Only the first end counts. */
    public void end() {
        Failure said;
        synchronized (lock) {
            said = failure;
        }
        Duration took = time.since(startNanos);
        end(said == null ? new Outcome.Succeeded(took) : new Outcome.Failed(took, said));
    }

    /** Ends the execution with what its work threw. Only the first end counts. */
    public void end(Throwable thrown) {
        end(outcome(thrown, time.since(startNanos)));
    }

    private <T extends @Nullable Object, X extends Exception> T step(Action action, Operation<T, X> body) throws X {
        try (var step = OpenStep.begin(this, action, time)) {
            return step.attempt(1, body);
        }
    }

    private <T extends @Nullable Object, X extends Exception> T healed(
            String component, @Nullable Duration within, Operation<T, X> operation) throws X {
        String name = named(component);
        try (var step = OpenStep.begin(this, new Action.ToolCall(name, Payload.NONE), time)) {
            return new HealedCall(step, protection.call(name, within), time).make(operation);
        }
    }

    StepId nextStep() {
        return StepId.of(steps.incrementAndGet());
    }

    private void end(Outcome.Ended outcome) {
        List<Fact> all;
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            // Later than the first, also by a clock that stands still: what was learned meanwhile must win.
            Instant now = time.now();
            Instant after = now.isAfter(startedAt) ? now : startedAt.plus(1, ChronoUnit.MICROS);
            facts.add(started(after));
            facts.add(new Fact.Ended(origin(after), outcome, usage, Payload.NONE));
            all = facts;
            facts = List.of();
        }
        recorder.submitUnchanging(all);
    }

    private Run describe(UnaryOperator<Profile> more) {
        synchronized (lock) {
            try {
                profile = more.apply(profile);
            } catch (RuntimeException unusable) {
                recorder.lose(1, "an attribute can't be used", unusable);
            }
        }
        return this;
    }

    private Fact started(Instant observedAt) {
        return new Fact.Started(origin(observedAt), profile, "", startedAt, About.NOTHING);
    }

    /** What comes after the end is a late fact, and is stored by itself. */
    void append(Fact... more) {
        boolean late;
        synchronized (lock) {
            late = ended;
            if (!late) {
                Collections.addAll(facts, more);
            }
        }
        if (late) {
            recorder.submit(List.of(more));
        }
    }

    Outcome.Ended outcome(Throwable thrown, Duration took) {
        if (thrown instanceof InterruptedException || thrown instanceof CancellationException) {
            return new Outcome.Cancelled(took, thrown.getClass().getSimpleName());
        }
        return new Outcome.Failed(took, diagnosis.of(thrown));
    }

    Origin origin(Instant observedAt) {
        return new Origin(id, Source.RECORDED, observedAt);
    }

    private static String named(@Nullable String name) {
        return name == null || name.isBlank() ? "unnamed" : name;
    }
}

package dev.afterwise.record;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.Event;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Rating;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.Where;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An execution while it is happening.
 *
 * <p>Steps made through it are recorded with their duration and outcome, and nest by the thread that makes them. What the
 * work returns or throws passes through unchanged; recording itself never throws. What is said of it after its end counts,
 * too.
 *
 * <p>Safe for use by many threads. A step that is begun on a thread that is in no step belongs to the execution, unless the
 * step was {@link #carry(Runnable) carried} there.
 */
public final class Run {
    private static final int MAX_PAYLOAD_CHARS = 64_000;

    /** What trace contexts call invalid. */
    static final ExecutionId UNRECORDED = new ExecutionId("0".repeat(32));

    private final Recorder recorder;
    final Timekeeper time;
    private final Diagnosis diagnosis;
    private final Protection protection;
    private final Protection.Calls calls;
    private final ExecutionId id;
    private final long startNanos;
    private final AtomicLong steps = new AtomicLong();
    private final Account account;
    private final Lots lots;

    Run(
            Recorder recorder,
            Profile profile,
            @Nullable Parent parent,
            Timekeeper time,
            RandomGenerator random,
            Diagnosis diagnosis,
            Protection protection) {
        this.recorder = recorder;
        this.time = time;
        this.diagnosis = diagnosis;
        this.protection = protection;
        this.calls = protection.calls(new Protection.Caller(profile, this::attribute, this::under));
        Instant startedAt = time.now();
        this.startNanos = time.nanos();
        this.id = ExecutionId.at(startedAt, random);
        About about = parent == null ? About.NOTHING : About.NOTHING.withParent(parent);
        this.account = new Account(recorder, time, id, startedAt, profile, about);
        this.lots = new Lots(id, account);
    }

    /** All runs of a recorder that is switched off. Calls are healed, but nothing is kept. */
    Run(Recorder recorder, Timekeeper time, Diagnosis diagnosis, Protection protection) {
        this.recorder = recorder;
        this.time = time;
        this.diagnosis = diagnosis;
        this.protection = protection;
        this.calls = protection.calls();
        this.startNanos = 0;
        this.id = UNRECORDED;
        this.account = new Account(recorder, time);
        this.lots = new Lots(id, account);
    }

    /**
     * The run that the calling thread is in, the innermost one if it is in several; null if it is in none. A thread is in a run
     * while it does the run's work, or work that was {@link #carry(Runnable) carried} to it.
     */
    public static @Nullable Run current() {
        Frame frame = Frame.current();
        return frame == null ? null : frame.run;
    }

    /** Zeros only, if recording is switched off. */
    public ExecutionId id() {
        return id;
    }

    /**
     * Completes when all that is known at the end of this run is stored, as durably as the store has it; with an exception, if it
     * is lost. At once, if recording is switched off.
     */
    public CompletableFuture<@Nullable Void> stored() {
        return account.stored();
    }

    /** Does the work on the calling thread, which is in this run meanwhile, and ends the run. */
    public <T extends @Nullable Object, X extends Exception> T make(Work<T, X> work) throws X {
        if (!account.isKept()) {
            return work.in(this);
        }
        try (var frame = new Frame(this, Frame.current())) {
            frame.enter();
            T result = work.in(this);
            end();
            return result;
        } catch (Throwable thrown) {
            end(thrown);
            throw thrown;
        }
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

    /**
     * Runs the call of a tool as a step, and keeps what it was given and, if that is text, a number, true or false, what it
     * returned: at most 64,000 characters of each. {@link #result} inside the call keeps something else.
     */
    public <T extends @Nullable Object, X extends Exception> T tool(String name, String arguments, Operation<T, X> call)
            throws X {
        if (!account.isKept()) {
            return call.call();
        }
        var action = new Action.ToolCall(named(name), text(arguments));
        try (var step = OpenStep.begin(this, action)) {
            return step.attempt(1, () -> {
                T result = call.call();
                if (result instanceof CharSequence || result instanceof Number || result instanceof Boolean) {
                    step.returned(text(result.toString()));
                }
                return result;
            });
        }
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
        return heal(component, operation).call();
    }

    /** As {@link #call(String, Operation)}, but begins no wait that would end after {@code within}. */
    public <T extends @Nullable Object, X extends Exception> T call(
            String component, Duration within, Operation<T, X> operation) throws X {
        return heal(component, operation).within(within).call();
    }

    /**
     * A call of a component as a step, about whose failures more can be done than to make it again.
     *
     * @param component whose failures belong together: a service, a tool, a shard; not what it is asked
     * @param operation if it is {@link Scoped}, it is made on smaller parts where the whole is too much
     */
    public <T extends @Nullable Object, X extends Exception> Healed<T, X> heal(
            String component, Operation<? extends T, ? extends X> operation) {
        return new Healed<>(new Healed.InRun(this), component, operation);
    }

    /** Adds to what was spent: by the step that this thread is in, or else by the execution. */
    public Run usage(Usage more) {
        Frame frame = Frame.of(this, Frame.current());
        while (frame != null) {
            if (frame instanceof OpenStep step && step.spent(more)) {
                return this;
            }
            frame = Frame.of(this, frame.outer());
        }
        account.spent(more);
        return this;
    }

    /** Keeps what the step came to that this thread is in, or else the execution: at most 64,000 characters of it. */
    public Run result(String text) {
        if (!(Frame.of(this, Frame.current()) instanceof OpenStep step) || !step.gave(text(text))) {
            account.output(text(text));
        }
        return this;
    }

    /** Says in a line for people what this execution is about. */
    public Run description(String text) {
        account.description(String.valueOf(text));
        return this;
    }

    /** Names what this execution deals with, such as {@code issue-123}. */
    public Run subject(String name) {
        account.about(known -> known.withSubject(name));
        return this;
    }

    /** Names the thread of executions that this one belongs to. */
    public Run conversation(String name) {
        account.about(known -> known.withConversation(name));
        return this;
    }

    /** Keeps what went into the execution: at most 64,000 characters of it. */
    public Run input(String text) {
        account.about(known -> known.withInput(text(text)));
        return this;
    }

    /** Keeps what came out of the execution: at most 64,000 characters of it. */
    public Run output(String text) {
        account.output(text(text));
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

    /**
     * What was asked about a threshold becomes attributes of this run: where it is, under {@link Profile#THRESHOLD} and its name, and
     * the number that was compared, unless something is known under that name already.
     */
    public Run asked(String threshold, String what, double number, String rule) {
        return describe(known -> {
            Profile told = known.with(Profile.THRESHOLD + threshold, rule);
            boolean isKnown = known.attributes().containsKey(what)
                    || (what.equals(Where.COMPLEXITY) && known.complexity() != null);
            return isKnown || !Double.isFinite(number) ? told : told.with(what, number);
        });
    }

    /** What is handled alike by experiments: the conversation, or else the subject, or else this run alone. */
    public String key() {
        return lots.key();
    }

    /**
     * What holds for this run under a policy. When it is first asked for, the experiments of the policy draw the run, and it keeps
     * what it got to its end.
     */
    public Policy under(Policy policy) {
        return lots.under(policy);
    }

    /**
     * Keeps which variant of an experiment this run got.
     *
     * @param attribute that of the experiment
     * @param key by which it was drawn
     */
    public Run tried(String attribute, String variant, String key) {
        lots.keep(attribute, variant, key);
        return this;
    }

    private Run describe(UnaryOperator<Profile> change) {
        account.profile(change);
        return this;
    }

    /** Notes that something happened. */
    public Run note(String name, String text) {
        Instant at = time.now();
        account.append(new Fact.Noted(account.origin(at), new Event(named(name), at, text(text))));
        return this;
    }

    /**
     * Judges the execution. A second judgement by the same replaces the first.
     *
     * @param by whose judgement it is
     * @param score from 0, useless, to 1, perfect; anything else is ignored
     */
    public Run rate(String by, double score, String comment) {
        if (score >= 0 && score <= 1) {
            var rating = new Rating(named(by), score, String.valueOf(comment));
            account.append(new Fact.Rated(account.origin(time.now()), rating));
        }
        return this;
    }

    /** Says that the execution failed, although its work may return normally. The first failure said is kept. */
    public Run failed(String type, String message) {
        account.conclude(new Outcome.Failed(null, diagnosis.of(String.valueOf(type), String.valueOf(message))));
        return this;
    }

    /** Says that the execution was stopped on purpose, although its work may return normally. */
    public Run cancelled(String reason) {
        account.conclude(new Outcome.Cancelled(null, String.valueOf(reason)));
        return this;
    }

    /** Says that nobody knows yet how the execution went, although its work may return normally. Said later, it can be told by its id. */
    public Run unknown() {
        account.conclude(new Outcome.Unknown(null));
        return this;
    }

    /** Ends the execution: it succeeded, unless something else was said. Only the first end counts. */
    public void end() {
        account.end(new Outcome.Succeeded(time.since(startNanos)));
    }

    /** Ends the execution with what its work threw. Only the first end counts. */
    public void end(Throwable thrown) {
        account.end(outcome(thrown, time.since(startNanos)));
    }

    /**
     * What acts on behalf of the step that this thread is in, or else of the execution: its {@link Parent#traceparent text} is
     * what goes into the environment of a process or the header of a request.
     */
    public Parent asParent() {
        return new Parent(id, OpenStep.in(Frame.of(this, Frame.current())));
    }

    /**
     * The work as part of where the calling thread is now: whichever thread does it is in this run and in the same step. What
     * other values the calling thread has, is not carried.
     */
    public Runnable carry(Runnable work) {
        Frame here = here();
        return () -> here.in(() -> {
            work.run();
            return null;
        });
    }

    /** As {@link #carry(Runnable)}. */
    public <T extends @Nullable Object> Callable<T> carry(Callable<T> work) {
        Frame here = here();
        return () -> here.in(work::call);
    }

    /** As {@link #carry(Runnable)}; by another name, so that the compiler can tell what a lambda is to be. */
    public <T extends @Nullable Object> Supplier<T> carrySupplier(Supplier<T> work) {
        Frame here = here();
        return () -> here.in(work::get);
    }

    /**
     * The executor, with all that is handed to it carried from where the thread is that hands it over; from where the calling
     * thread is now, if that one is not in this run. So the stages of a {@link java.util.concurrent.CompletableFuture} that are
     * given it stay in this run.
     */
    public Executor carry(Executor executor) {
        Frame here = here();
        return work -> {
            Frame there = Frame.of(this, Frame.current());
            Frame from = there == null ? here : there;
            executor.execute(() -> from.in(() -> {
                work.run();
                return null;
            }));
        };
    }

    private Frame here() {
        Frame frame = Frame.of(this, Frame.current());
        return frame == null ? new Frame(this, null) : frame;
    }

    private <T extends @Nullable Object, X extends Exception> T step(Action action, Operation<T, X> body) throws X {
        if (!account.isKept()) {
            return body.call();
        }
        try (var step = OpenStep.begin(this, action)) {
            return step.attempt(1, body);
        }
    }

    <T extends @Nullable Object, X extends Exception> T step(Healed<T, X> call) throws X {
        String name = call.component();
        try (var step = OpenStep.begin(this, new Action.ToolCall(name, Payload.NONE))) {
            Protection.Call its = calls().call(name, call.terms());
            return new HealedCall<>(step, call, recorder.treatments().of(name), its, time).make();
        }
    }

    /** Where nothing is kept of runs, they are all the same one. */
    private Protection.Calls calls() {
        return account.isKept() ? calls : protection.calls();
    }

    /** Whether it is recorded by the same recorder. */
    boolean isOf(Recorder other) {
        return recorder == other;
    }

    StepId nextStep() {
        return StepId.of(steps.incrementAndGet());
    }

    void append(Fact fact) {
        account.append(fact, null);
    }

    void append(Fact fact, Fact second) {
        account.append(fact, second);
    }

    Outcome.Ended outcome(Throwable thrown, Duration took) {
        if (thrown instanceof InterruptedException || thrown instanceof CancellationException) {
            return new Outcome.Cancelled(took, thrown.getClass().getSimpleName());
        }
        return new Outcome.Failed(took, diagnosis.of(thrown));
    }

    Origin origin(Instant observedAt) {
        return account.origin(observedAt);
    }

    private static Payload text(@Nullable String text) {
        return Payload.text(text, MAX_PAYLOAD_CHARS);
    }

    static String named(@Nullable String name) {
        return name == null || name.isBlank() ? "unnamed" : name;
    }
}

package dev.afterwise.plan;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Fingerprint;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.choose.Chooser;
import dev.afterwise.heal.Care;
import dev.afterwise.store.Hold;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.StoreException;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Carries out plans: each step on a virtual thread of its own, as soon as all that it needs has succeeded and there is room.
 *
 * <p>What is begun, ended and decided goes into the journal before the next thing happens; the history follows. A step that
 * fails for good takes along only the steps that need it.
 *
 * <p>Safe for use by many threads: each call of {@link #run} is a run of its own.
 */
public final class PlanRunner {
    /** The agent under which runs of plans are recorded. */
    public static final String AGENT = "plan";

    private static final int MAX_ATTRIBUTE_CHARS = 200;

    private final PlanJournal journal;
    private final Consumer<List<Fact>> facts;
    private final PlanLimits limits;
    private final Timekeeper time;
    private final RandomGenerator random;
    private final Map<String, Threshold> shared;
    private final Crew crew;
    private final StepRunner.Tools tools;

    /** Without thresholds that are shared with code. */
    public PlanRunner(
            PlanJournal journal,
            Consumer<List<Fact>> facts,
            PlanLimits limits,
            Care care,
            Timekeeper time,
            RandomGenerator random) {
        this(journal, facts, limits, care, time, random, Map.of(), Crew.NONE);
    }

    /**
     * @param facts takes what is to be recorded; must not throw
     * @param care for the components that steps call, shared with whoever else calls them
     * @param shared the thresholds of the settings, which are moved in plans, too, where they are moved everywhere
     * @param crew who does what plans ask for by name
     */
    public PlanRunner(
            PlanJournal journal,
            Consumer<List<Fact>> facts,
            PlanLimits limits,
            Care care,
            Timekeeper time,
            RandomGenerator random,
            Map<String, Threshold> shared,
            Crew crew) {
        this.shared = Map.copyOf(shared);
        this.crew = crew;
        this.journal = journal;
        this.facts = facts;
        this.limits = limits;
        this.time = time;
        this.random = random;
        this.tools = new StepRunner.Tools(
                journal, new Bodies(crew, care.classifier(), time), new Chooser(random), care, time, random);
    }

    /**
     * Runs the plan to its end, on the calling thread. Experiments of the policy that are about it draw how it is run.
     *
     * @throws IllegalArgumentException if the plan has more steps than the limits allow, must be told more, or asks for somebody who
     *     isn't there
     * @throws InterruptedException if the thread was told to stop; the run is recorded as cancelled
     * @throws StoreException if the journal can't be written, or somebody else took the run over; it may be resumed
     */
    public PlanResult run(Plan plan, Launch launch, Policy policy, Watcher watcher) throws InterruptedException {
        if (plan.steps().size() > limits.maxSteps()) {
            throw new IllegalArgumentException("A plan must have at most %d steps, but (%s) has %d."
                    .formatted(limits.maxSteps(), plan.name(), plan.steps().size()));
        }
        checkCrew(plan);
        Instant startedAt = time.now();
        long start = time.nanos();
        ExecutionId id = ExecutionId.at(startedAt, random);
        var begun = new PlanRun(
                id,
                plan.name(),
                launch.source(),
                launch.folder().toString(),
                plan.complete(launch.params()),
                policy.version(),
                startedAt,
                Status.RUNNING);
        Policy.ForRun held = policy.forRun(profile(begun), id.hex());
        Plan moved = plan.under(held.policy(), shared);
        Hold hold = journal.begin(begun);
        record(started(moved, begun, held, Source.RECORDED, launch.parent()));
        return carryOut(moved, begun, hold, held.policy(), watcher, List.of(), () -> time.since(start));
    }

    /**
     * Takes a run over that has not come to its end, and carries it out from where it was. A step that is finished does not
     * run again; an attempt that was being made is made again, for nobody knows how it ended; one that waited for a person
     * is made again, too. Whoever carried the run out before is fenced off.
     *
     * @param plan what {@link PlanRun#source} says
     * @return empty if there is no such run, or it is over
     * @throws InterruptedException if the thread was told to stop; the run is recorded as cancelled
     * @throws StoreException if the journal can't be written, or somebody else took the run over
     */
    public Optional<PlanResult> resume(ExecutionId id, Plan plan, Policy policy, Watcher watcher)
            throws InterruptedException {
        return resume(id, plan, run -> policy.forRun(profile(run), run.id().hex()), watcher);
    }

    /**
     * As {@link #resume(ExecutionId, Plan, Policy, Watcher)}.
     *
     * @param held what holds for the run, as it was drawn when it began
     */
    public Optional<PlanResult> resume(ExecutionId id, Plan plan, Policy.ForRun held, Watcher watcher)
            throws InterruptedException {
        return resume(id, plan, run -> held, watcher);
    }

    private Optional<PlanResult> resume(
            ExecutionId id, Plan plan, Function<PlanRun, Policy.ForRun> drawn, Watcher watcher)
            throws InterruptedException {
        checkCrew(plan);
        Optional<PlanRun> run = journal.run(id);
        Optional<Hold> hold = journal.takeOver(id);
        if (run.isEmpty() || hold.isEmpty()) {
            return Optional.empty();
        }
        PlanRun begun = run.get();
        Policy.ForRun held = drawn.apply(begun);
        Plan moved = plan.under(held.policy(), shared);
        record(started(moved, begun, held, Source.INFERRED, null));
        return Optional.of(carryOut(
                moved,
                begun,
                hold.get(),
                held.policy(),
                watcher,
                journal.steps(id),
                () -> Duration.between(begun.startedAt(), time.now())));
    }

    private void checkCrew(Plan plan) {
        List<String> missing = crew.missing(plan);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", missing));
        }
    }

    private PlanResult carryOut(
            Plan plan,
            PlanRun begun,
            Hold hold,
            Policy policy,
            Watcher watcher,
            List<StepRun> past,
            Supplier<Duration> took)
            throws InterruptedException {
        Path folder = Path.of(begun.folder());
        var scope = new RunScope(begun.id().toString(), folder, begun.params(), thresholds(plan, policy));
        var run = new StepRunner.OneRun(plan, hold, folder, scope, policy, new Room(limits.maxConcurrency()));
        try {
            Map<String, StepEnd> ends = runAll(plan, new StepRunner(tools, run, watcher, facts, past));
            if (ends.values().stream().anyMatch(StepEnd.Waiting.class::isInstance)) {
                return new PlanResult(hold.run(), new Outcome.Running(), ends);
            }
            Outcome.Ended outcome = outcome(plan, ends, took.get());
            end(hold, outcome);
            return new PlanResult(hold.run(), outcome, ends);
        } catch (InterruptedException e) {
            end(hold, new Outcome.Cancelled(took.get(), "it was interrupted"));
            throw e;
        }
    }

    /** The plan's thresholds, with what was adopted for a step that chooses by one. */
    private static Map<String, Threshold> thresholds(Plan plan, Policy policy) {
        var thresholds = new TreeMap<>(plan.thresholds());
        for (PlanStep step : plan.steps()) {
            policy.threshold(Subject.step(plan.name(), step.id())).ifPresent(adopted -> {
                if (step.threshold() != null) {
                    thresholds.computeIfPresent(
                            step.threshold(),
                            (name, threshold) -> threshold.param().equals(adopted.attribute())
                                    ? threshold.withAbove(adopted.above())
                                    : threshold);
                }
            });
        }
        return thresholds;
    }

    private void end(Hold hold, Outcome.Ended outcome) {
        if (!journal.end(hold, outcome.status())) {
            throw StepLog.lost(hold);
        }
        record(new Fact.Ended(origin(hold.run(), Source.RECORDED, time.now()), outcome, Usage.NONE, Payload.NONE));
    }

    /** What is inferred from the journal gives way to what was recorded when it happened. */
    private static Fact started(Plan plan, PlanRun run, Policy.ForRun held, Source source, @Nullable Parent parent) {
        Profile profile = profile(run)
                .with(Choices.rules(plan, run.params(), held.policy()))
                .with(held.variants());
        return new Fact.Started(
                origin(run.id(), source, run.startedAt()),
                profile.with(Profile.POLICY, (double) run.policyVersion()),
                "",
                run.startedAt(),
                About.NOTHING.withParent(parent));
    }

    private static Profile profile(PlanRun run) {
        Profile profile = Profile.of(run.plan()).withAgent(AGENT).with(attributes(run.params()));
        return run.params().get("complexity") instanceof Value.Numeric(double complexity)
                ? profile.withComplexity(complexity)
                : profile;
    }

    /** What a run was told is what learning can condition on; long texts are cut. */
    private static Map<String, Value> attributes(Map<String, Value> params) {
        var attributes = new TreeMap<String, Value>();
        params.forEach((name, value) -> attributes.put(
                name,
                value instanceof Value.Text(String text) && text.length() > MAX_ATTRIBUTE_CHARS
                        ? Value.of(text.substring(0, MAX_ATTRIBUTE_CHARS))
                        : value));
        return attributes;
    }

    private static Map<String, StepEnd> runAll(Plan plan, StepRunner steps) throws InterruptedException {
        var ends = new LinkedHashMap<String, CompletableFuture<StepEnd>>();
        var before = new HashMap<String, PlanStep>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PlanStep step : plan.steps()) {
                var needs = new LinkedHashMap<PlanStep, CompletableFuture<StepEnd>>();
                for (String need : step.needs()) {
                    needs.put(Objects.requireNonNull(before.get(need)), Objects.requireNonNull(ends.get(need)));
                }
                var end = new CompletableFuture<StepEnd>();
                before.put(step.id(), step);
                ends.put(step.id(), end);
                threads.execute(() -> complete(end, step, needs, steps));
            }
            try {
                CompletableFuture.allOf(ends.values().toArray(CompletableFuture[]::new))
                        .get();
            } catch (ExecutionException failed) {
                threads.shutdownNow();
                throw rethrown(failed);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
        var ended = new LinkedHashMap<String, StepEnd>();
        ends.forEach((step, end) -> ended.put(step, end.join()));
        return ended;
    }

    /** What a step threw instead of ending: the store is gone, or somebody told its thread to stop. */
    private static RuntimeException rethrown(ExecutionException failed) throws InterruptedException {
        return switch (failed.getCause()) {
            case InterruptedException e -> throw e;
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException(failed);
        };
    }

    private static void complete(
            CompletableFuture<StepEnd> end,
            PlanStep step,
            Map<PlanStep, CompletableFuture<StepEnd>> needs,
            StepRunner steps) {
        try {
            for (Map.Entry<PlanStep, CompletableFuture<StepEnd>> need : needs.entrySet()) {
                if (!need.getValue().get().opens(need.getKey())) {
                    end.complete(steps.leave(
                            step,
                            "step '%s' did not succeed".formatted(need.getKey().id())));
                    return;
                }
            }
            end.complete(steps.run(step));
        } catch (Throwable thrown) {
            end.completeExceptionally(thrown);
        }
    }

    private static Outcome.Ended outcome(Plan plan, Map<String, StepEnd> ends, Duration took) {
        for (PlanStep step : plan.steps()) {
            if (!(ends.get(step.id()) instanceof StepEnd.Made(Outcome.Ended outcome, var ignored))) {
                continue;
            }
            if (outcome instanceof Outcome.Failed(var unused, Failure failure) && step.critical()) {
                return new Outcome.Failed(
                        took,
                        new Failure(
                                failure.failureClass(),
                                failure.severity(),
                                failure.transience(),
                                failure.type(),
                                message(step, failure),
                                // The step's id tells failures apart, so it must not be masked like other quoted text.
                                Fingerprint.of(step.id() + "\n" + failure.type(), failure.message())));
            }
            if (outcome instanceof Outcome.Cancelled(var unused, String reason)) {
                return new Outcome.Cancelled(took, reason);
            }
        }
        return new Outcome.Succeeded(took);
    }

    private static String message(PlanStep step, Failure failure) {
        return "step '%s': %s".formatted(step.id(), failure.message().isBlank() ? failure.type() : failure.message());
    }

    private void record(Fact fact) {
        facts.accept(List.of(fact));
    }

    private static Origin origin(ExecutionId id, Source source, Instant observedAt) {
        return new Origin(id, source, observedAt);
    }
}

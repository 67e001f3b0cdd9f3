package dev.afterwise.plan;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Fingerprint;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.Usage;
import dev.afterwise.choose.Chooser;
import dev.afterwise.heal.Classifier;
import dev.afterwise.heal.Healer;
import dev.afterwise.store.Hold;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.StoreException;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
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

    private final PlanJournal journal;
    private final Consumer<List<Fact>> facts;
    private final PlanLimits limits;
    private final Timekeeper time;
    private final RandomGenerator random;
    private final StepRunner.Tools tools;

    /** @param facts takes what is to be recorded; must not throw */
    public PlanRunner(
            PlanJournal journal,
            Consumer<List<Fact>> facts,
            PlanLimits limits,
            Timekeeper time,
            RandomGenerator random) {
        this.journal = journal;
        this.facts = facts;
        this.limits = limits;
        this.time = time;
        this.random = random;
        this.tools = new StepRunner.Tools(
                journal, new Processes(new Classifier(), time), new Chooser(random), new Healer(random), time);
    }

    /**
     * Runs the plan to its end, on the calling thread.
     *
     * @param source the plan's text, kept with the run
     * @param folder where its commands run
     * @throws IllegalArgumentException if the plan has more steps than the limits allow
     * @throws InterruptedException if the thread was told to stop; the run is recorded as cancelled
     * @throws StoreException if the journal can't be written, or somebody else took the run over; it may be resumed
     */
    public PlanResult run(Plan plan, String source, Path folder, Policy policy, Watcher watcher)
            throws InterruptedException {
        if (plan.steps().size() > limits.maxSteps()) {
            throw new IllegalArgumentException("A plan must have at most %d steps, but (%s) has %d."
                    .formatted(limits.maxSteps(), plan.name(), plan.steps().size()));
        }
        Instant startedAt = time.now();
        long start = time.nanos();
        ExecutionId id = ExecutionId.at(startedAt, random);
        var run = new PlanRun(id, plan.name(), source, folder.toString(), policy.version(), startedAt, Status.RUNNING);
        Hold hold = journal.begin(run);
        record(started(run, Source.RECORDED));
        var steps = new StepRunner(tools, hold, plan.name(), folder, policy, watcher, facts, List.of());
        return carryOut(plan, hold, steps, () -> time.since(start));
    }

    /**
     * Takes a run over that has not come to its end, and carries it out from where it was. A step that is finished does not
     * run again; an attempt that was being made is made again, for nobody knows how it ended. Whoever carried the run out
     * before is fenced off.
     *
     * @param plan what {@link PlanRun#source} says
     * @return empty if there is no such run, or it is over
     * @throws InterruptedException if the thread was told to stop; the run is recorded as cancelled
     * @throws StoreException if the journal can't be written, or somebody else took the run over
     */
    public Optional<PlanResult> resume(ExecutionId id, Plan plan, Policy policy, Watcher watcher)
            throws InterruptedException {
        Optional<PlanRun> run = journal.run(id);
        Optional<Hold> hold = journal.takeOver(id);
        if (run.isEmpty() || hold.isEmpty()) {
            return Optional.empty();
        }
        PlanRun begun = run.get();
        record(started(begun, Source.INFERRED));
        var steps = new StepRunner(
                tools, hold.get(), plan.name(), Path.of(begun.folder()), policy, watcher, facts, journal.steps(id));
        return Optional.of(carryOut(plan, hold.get(), steps, () -> Duration.between(begun.startedAt(), time.now())));
    }

    private PlanResult carryOut(Plan plan, Hold hold, StepRunner steps, Supplier<Duration> took)
            throws InterruptedException {
        try {
            Map<String, Outcome.@Nullable Ended> ended = runAll(plan, steps);
            Outcome.Ended outcome = outcome(plan, ended, took.get());
            end(hold, outcome);
            return result(hold.run(), outcome, ended);
        } catch (InterruptedException e) {
            end(hold, new Outcome.Cancelled(took.get(), "it was interrupted"));
            throw e;
        }
    }

    private void end(Hold hold, Outcome.Ended outcome) {
        if (!journal.end(hold, outcome.status())) {
            throw StepRunner.lost(hold);
        }
        record(new Fact.Ended(origin(hold.run(), Source.RECORDED, time.now()), outcome, Usage.NONE, Payload.NONE));
    }

    /** What is inferred from the journal gives way to what was recorded when it happened. */
    private static Fact started(PlanRun run, Source source) {
        Profile profile = Profile.of(run.plan()).withAgent(AGENT).with("policy", (double) run.policyVersion());
        return new Fact.Started(origin(run.id(), source, run.startedAt()), profile, "", run.startedAt(), About.NOTHING);
    }

    /** How each step ended; null for those that were left out. */
    private Map<String, Outcome.@Nullable Ended> runAll(Plan plan, StepRunner steps) throws InterruptedException {
        var room = new Semaphore(limits.maxConcurrency(), true);
        var ends = new LinkedHashMap<String, CompletableFuture<Outcome.@Nullable Ended>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PlanStep step : plan.steps()) {
                List<CompletableFuture<Outcome.@Nullable Ended>> needs =
                        step.needs().stream().map(ends::get).toList();
                var end = new CompletableFuture<Outcome.@Nullable Ended>();
                ends.put(step.id(), end);
                threads.execute(() -> complete(end, step, needs, steps, room));
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
        var ended = new LinkedHashMap<String, Outcome.@Nullable Ended>();
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
            CompletableFuture<Outcome.@Nullable Ended> end,
            PlanStep step,
            List<CompletableFuture<Outcome.@Nullable Ended>> needs,
            StepRunner steps,
            Semaphore room) {
        try {
            for (int i = 0; i < needs.size(); i++) {
                Outcome.Ended need = needs.get(i).get();
                if (need == null || need.status() != Status.SUCCEEDED) {
                    steps.leave(
                            step,
                            "step '%s' did not succeed".formatted(step.needs().get(i)));
                    end.complete(null);
                    return;
                }
            }
            room.acquire();
            try {
                end.complete(steps.run(step));
            } finally {
                room.release();
            }
        } catch (Throwable thrown) {
            end.completeExceptionally(thrown);
        }
    }

    private static Outcome.Ended outcome(Plan plan, Map<String, Outcome.@Nullable Ended> ended, Duration took) {
        for (PlanStep step : plan.steps()) {
            Outcome.Ended outcome = ended.get(step.id());
            if (outcome instanceof Outcome.Failed(var ignored, Failure failure)) {
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
            if (outcome instanceof Outcome.Cancelled(var ignored, String reason)) {
                return new Outcome.Cancelled(took, reason);
            }
        }
        return new Outcome.Succeeded(took);
    }

    private static String message(PlanStep step, Failure failure) {
        return "step '%s': %s".formatted(step.id(), failure.message().isBlank() ? failure.type() : failure.message());
    }

    private static PlanResult result(
            ExecutionId id, Outcome.Ended outcome, Map<String, Outcome.@Nullable Ended> ended) {
        var steps = new LinkedHashMap<String, Outcome.Ended>();
        var left = new ArrayList<String>();
        ended.forEach((step, end) -> {
            if (end == null) {
                left.add(step);
            } else {
                steps.put(step, end);
            }
        });
        return new PlanResult(id, outcome, steps, left);
    }

    private void record(Fact fact) {
        facts.accept(List.of(fact));
    }

    private static Origin origin(ExecutionId id, Source source, Instant observedAt) {
        return new Origin(id, source, observedAt);
    }
}

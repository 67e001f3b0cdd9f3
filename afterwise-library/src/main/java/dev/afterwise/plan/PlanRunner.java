package dev.afterwise.plan;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
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
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.PlanRun;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
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
        journal.begin(new PlanRun(id, plan.name(), source, policy.version(), startedAt, Status.RUNNING));
        Profile profile = Profile.of(plan.name()).withAgent(AGENT).with("policy", (double) policy.version());
        record(new Fact.Started(origin(id, startedAt), profile, "", startedAt, About.NOTHING));
        var steps = new StepRunner(tools, id, plan.name(), folder, policy, watcher, facts);
        Outcome.Ended outcome = new Outcome.Cancelled(null, "it was interrupted");
        try {
            Map<String, Outcome.@Nullable Ended> ended = runAll(plan, steps);
            outcome = outcome(plan, ended, start);
            return result(id, outcome, ended);
        } catch (InterruptedException e) {
            outcome = new Outcome.Cancelled(time.since(start), "it was interrupted");
            throw e;
        } finally {
            journal.end(id, outcome.status());
            record(new Fact.Ended(origin(id, time.now()), outcome, Usage.NONE, Payload.NONE));
        }
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

    private Outcome.Ended outcome(Plan plan, Map<String, Outcome.@Nullable Ended> ended, long start) {
        for (PlanStep step : plan.steps()) {
            Outcome.Ended outcome = ended.get(step.id());
            if (outcome instanceof Outcome.Failed(var took, Failure failure)) {
                return new Outcome.Failed(
                        time.since(start),
                        Failure.of(
                                failure.failureClass(),
                                failure.severity(),
                                failure.transience(),
                                failure.type(),
                                "step '%s': %s".formatted(step.id(), failure.message())));
            }
            if (outcome instanceof Outcome.Cancelled(var took, String reason)) {
                return new Outcome.Cancelled(time.since(start), reason);
            }
        }
        return new Outcome.Succeeded(time.since(start));
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

    private static Origin origin(ExecutionId id, Instant observedAt) {
        return new Origin(id, Source.RECORDED, observedAt);
    }
}

package dev.afterwise.plan;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
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
import dev.afterwise.store.Signals;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.StoreException;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    private final Setup setup;

    /** What it works with. */
    private record Setup(
            PlanJournal journal,
            Signals signals,
            Consumer<List<Fact>> facts,
            PlanLimits limits,
            Care care,
            Timekeeper time,
            RandomGenerator random,
            Map<String, Threshold> shared,
            Crew crew,
            Outlook outlook,
            Transcripts transcripts) {
        Setup with(Signals others) {
            return new Setup(journal, others, facts, limits, care, time, random, shared, crew, outlook, transcripts);
        }

        Setup with(Outlook other) {
            return new Setup(journal, signals, facts, limits, care, time, random, shared, crew, other, transcripts);
        }

        Setup with(Transcripts others) {
            return new Setup(journal, signals, facts, limits, care, time, random, shared, crew, outlook, others);
        }
    }

    /** The run of which another is a step. */
    private record Outer(Room room, Steering steering, Purse purse, boolean isApart) {}

    /** Without thresholds that are shared with code, and with nobody who does what plans ask for by name. */
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
        this(new Setup(
                journal,
                Signals.NOBODY,
                facts,
                limits,
                care,
                time,
                random,
                Map.copyOf(shared),
                crew,
                Outlook.NONE,
                Transcripts.NONE));
    }

    private PlanRunner(Setup setup) {
        this.setup = setup;
    }

    /** This runner, which hears what people say to its runs. */
    public PlanRunner hearing(Signals signals) {
        return new PlanRunner(setup.with(signals));
    }

    /** This runner, which keeps what the commands of its runs print. */
    public PlanRunner keeping(Transcripts transcripts) {
        return new PlanRunner(setup.with(transcripts));
    }

    /** This runner, which expects of plans what is expected there. */
    public PlanRunner expecting(Outlook outlook) {
        return new PlanRunner(setup.with(outlook));
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
        Instant startedAt = setup.time.now();
        return begin(ExecutionId.at(startedAt, setup.random), plan, launch, policy, watcher, null)
                .result();
    }

    private NestedRuns.Runner.Within begin(
            ExecutionId id, Plan plan, Launch launch, Policy policy, Watcher watcher, @Nullable Outer outer)
            throws InterruptedException {
        if (plan.steps().size() > setup.limits.maxSteps()) {
            throw new IllegalArgumentException("A plan must have at most %d steps, but (%s) has %d."
                    .formatted(
                            setup.limits.maxSteps(), plan.name(), plan.steps().size()));
        }
        Crew those = crew(plan);
        Instant startedAt = setup.time.now();
        long start = setup.time.nanos();
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
        Plan moved = plan.under(held.policy(), setup.shared);
        Hold hold = setup.journal.begin(begun);
        record(started(moved, begun, held, Source.RECORDED, launch.parent()));
        var run = new Taken(moved, begun, hold, held.policy(), those, List.of(), () -> setup.time.since(start));
        return carryOut(run, watcher, outer);
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
        return resume(id, plan, run -> policy.forRun(profile(run), run.id().hex()), watcher, null)
                .map(NestedRuns.Runner.Within::result);
    }

    /**
     * As {@link #resume(ExecutionId, Plan, Policy, Watcher)}.
     *
     * @param held what holds for the run, as it was drawn when it began
     */
    public Optional<PlanResult> resume(ExecutionId id, Plan plan, Policy.ForRun held, Watcher watcher)
            throws InterruptedException {
        return resume(id, plan, run -> held, watcher, null).map(NestedRuns.Runner.Within::result);
    }

    private Optional<NestedRuns.Runner.Within> resume(
            ExecutionId id, Plan plan, Function<PlanRun, Policy.ForRun> drawn, Watcher watcher, @Nullable Outer outer)
            throws InterruptedException {
        Crew those = crew(plan);
        Optional<PlanRun> run = setup.journal.run(id);
        Optional<Hold> hold = setup.journal.takeOver(id);
        if (run.isEmpty() || hold.isEmpty()) {
            return Optional.empty();
        }
        PlanRun begun = run.get();
        Policy.ForRun held = drawn.apply(begun);
        Plan moved = plan.under(held.policy(), setup.shared);
        record(started(moved, begun, held, Source.INFERRED, null));
        var taken = new Taken(
                moved,
                begun,
                hold.get(),
                held.policy(),
                those,
                setup.journal.steps(id),
                () -> Duration.between(begun.startedAt(), setup.time.now()));
        return Optional.of(carryOut(taken, watcher, outer));
    }

    /** Who does what the plan asks for by name. @throws MissingCrewException if nobody here does something of it */
    private Crew crew(Plan plan) {
        Crew all = setup.crew.completedFor(plan);
        List<String> missing = all.missing(plan);
        if (!missing.isEmpty()) {
            throw new MissingCrewException(missing);
        }
        return all;
    }

    /**
     * A run that is held.
     *
     * @param past what the journal holds of it
     * @param took how long it has been going on
     */
    private record Taken(
            Plan plan,
            PlanRun begun,
            Hold hold,
            Policy policy,
            Crew crew,
            List<StepRun> past,
            Supplier<Duration> took) {}

    private NestedRuns.Runner.Within carryOut(Taken taken, Watcher watcher, @Nullable Outer outer)
            throws InterruptedException {
        Plan plan = taken.plan;
        Hold hold = taken.hold;
        var steering = new Steering(setup.signals, hold.run(), setup.time, outer == null ? null : outer.steering);
        Purse purse = Purse.of(plan, taken.past, setup.time, outer == null ? null : outer.purse);
        Order order = setup.outlook.order(plan, setup.limits.maxConcurrency(), Map.of());
        Room room = outer == null
                ? Room.of(plan, setup.limits.maxConcurrency(), order)
                : outer.isApart ? outer.room.apart(plan, order) : outer.room.shared(plan, order);
        watcher.begun(hold.run(), plan);
        setup.transcripts.make(hold.run());
        var flow = new Flow(
                plan,
                steps(taken, room, order, steering, purse, watcher),
                room,
                steering,
                purse,
                watcher,
                watcher.isPatient());
        try {
            Map<String, StepEnd> ends = flow.carryOut();
            boolean waits = ends.values().stream().anyMatch(StepEnd.Waiting.class::isInstance);
            if (waits && steering.stopped() == null) {
                return new NestedRuns.Runner.Within(
                        new PlanResult(hold.run(), new Outcome.Running(), ends), purse.spent());
            }
            Outcome.Ended outcome = RunEnd.outcome(plan, ends, taken.took.get(), steering.stopped());
            end(hold, outcome);
            return new NestedRuns.Runner.Within(new PlanResult(hold.run(), outcome, ends), purse.spent());
        } catch (InterruptedException e) {
            end(hold, new Outcome.Cancelled(taken.took.get(), "it was interrupted"));
            throw e;
        }
    }

    private StepRunner steps(Taken taken, Room room, Order order, Steering steering, Purse purse, Watcher watcher) {
        Path folder = Path.of(taken.begun.folder());
        var scope = new RunScope(
                taken.begun.id().toString(), folder, taken.begun.params(), thresholds(taken.plan, taken.policy));
        var tools = new StepRunner.Tools(
                setup.journal,
                new Bodies(taken.crew, setup.care.classifier(), setup.time),
                new Chooser(setup.random),
                setup.care,
                setup.time,
                setup.random,
                setup.transcripts);
        var nested = new NestedRuns(
                new Inside(taken.policy, room, steering, purse, watcher),
                setup.journal,
                setup.signals,
                taken.crew.files(),
                setup.limits,
                setup.time,
                steering,
                taken.begun);
        return new StepRunner(
                tools,
                new StepRunner.OneRun(
                        taken.plan,
                        taken.hold,
                        folder,
                        scope,
                        taken.policy,
                        room,
                        purse,
                        setup.outlook,
                        new Replanning(setup.outlook, taken.plan, room, setup.limits.maxConcurrency(), order)),
                steering,
                new Standing(steering, nested, watcher, setup.time),
                watcher,
                setup.facts,
                taken.past);
    }

    /** Runs inside one run. One whose step holds everything, or something that its own steps may want, has room of its own. */
    private final class Inside implements NestedRuns.Runner {
        private final Policy policy;
        private final Room room;
        private final Steering steering;
        private final Purse purse;
        private final Watcher watcher;

        Inside(Policy policy, Room room, Steering steering, Purse purse, Watcher watcher) {
            this.policy = policy;
            this.room = room;
            this.steering = steering;
            this.purse = purse;
            this.watcher = watcher;
        }

        private Outer outer(Errand errand) {
            PlanStep step = errand.step();
            return new Outer(
                    room, steering, purse, !step.parallel() || !step.uses().isEmpty());
        }

        @Override
        public Within begin(ExecutionId id, Plan plan, Launch launch, Errand errand) throws InterruptedException {
            return PlanRunner.this.begin(id, plan, launch, policy, watcher.within(errand.step()), outer(errand));
        }

        @Override
        public Optional<Within> resume(ExecutionId id, Plan plan, Errand errand) throws InterruptedException {
            return PlanRunner.this.resume(
                    id,
                    plan,
                    run -> policy.forRun(profile(run), run.id().hex()),
                    watcher.within(errand.step()),
                    outer(errand));
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
        if (!setup.journal.end(hold, outcome.status())) {
            throw StepLog.lost(hold);
        }
        record(new Fact.Ended(
                origin(hold.run(), Source.RECORDED, setup.time.now()), outcome, Usage.NONE, Payload.NONE));
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

    private void record(Fact fact) {
        setup.facts.accept(List.of(fact));
    }

    private static Origin origin(ExecutionId id, Source source, Instant observedAt) {
        return new Origin(id, source, observedAt);
    }
}

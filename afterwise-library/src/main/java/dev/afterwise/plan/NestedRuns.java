package dev.afterwise.plan;

import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Severity;
import dev.afterwise.Status;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Signal;
import dev.afterwise.store.Signals;
import dev.afterwise.store.StepRun;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans that are steps of one run of another. Each attempt is a run of its own, whose id follows from that of the run, the step
 * and the attempt: so whoever takes the run over finds it again.
 */
final class NestedRuns implements Standing.Nesting {
    private static final int MAX_RESULT_CHARS = 4_000;

    /** Begins runs and goes on with them, inside another. */
    interface Runner {
        /** How a run inside another went, and what it spent. */
        record Within(PlanResult result, Usage spent) {}

        Within begin(ExecutionId id, Plan plan, Launch launch, Errand errand) throws InterruptedException;

        Optional<Within> resume(ExecutionId id, Plan plan, Errand errand) throws InterruptedException;
    }

    private final Runner runner;
    private final PlanJournal journal;
    private final Signals signals;
    private final @Nullable PlanFiles files;
    private final PlanLimits limits;
    private final Timekeeper time;
    private final Steering steering;
    private final PlanRun run;

    /** @param run whose steps the plans are */
    NestedRuns(
            Runner runner,
            PlanJournal journal,
            Signals signals,
            @Nullable PlanFiles files,
            PlanLimits limits,
            Timekeeper time,
            Steering steering,
            PlanRun run) {
        this.runner = runner;
        this.journal = journal;
        this.signals = signals;
        this.files = files;
        this.limits = limits;
        this.time = time;
        this.steering = steering;
        this.run = run;
    }

    @Override
    public @Nullable Performed carryOut(Errand errand, int number, Body.Nested nested, Instant at)
            throws InterruptedException {
        ExecutionId id = ExecutionId.of(
                "%s/%s/%d".formatted(run.id().hex(), errand.step().id(), number));
        try {
            Runner.Within within = carryOut(id, errand, nested);
            while (within.result().isWaiting()) {
                if (!asks(id) || !isAnswered(id)) {
                    return null;
                }
                within = carryOut(id, errand, nested);
            }
            return performed(within, since(at));
        } catch (IllegalArgumentException e) {
            return failed(at, Failures.notStarted(FailureClass.VALIDATION, Objects.toString(e.getMessage(), "")));
        } catch (IOException e) {
            return failed(
                    at,
                    Failures.notStarted(
                            FailureClass.NOT_FOUND,
                            "The plan (%s) can't be read: %s".formatted(nested.file(), e.getMessage())));
        }
    }

    private Runner.Within carryOut(ExecutionId id, Errand errand, Body.Nested nested)
            throws InterruptedException, IOException {
        PlanFiles reader = Objects.requireNonNull(files, "looked for before the run began");
        Optional<PlanRun> known = journal.run(id);
        if (known.isEmpty()) {
            Path file = Folders.file(Path.of(run.folder()), nested.file());
            PlanFiles.Source source = reader.read(file, limits);
            Path folder =
                    Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
            var said = new HashMap<String, String>();
            nested.with().forEach((name, template) -> said.put(name, template.filled(errand.scope())));
            Launch launch = Launch.in(folder, source.source())
                    .with(source.plan().values(said))
                    .onBehalfOf(new Parent(run.id(), StepId.named(errand.step().id())));
            return runner.begin(id, source.plan(), launch, errand);
        }
        Plan plan = reader.parse(nested.file(), known.get().source(), limits);
        Optional<Runner.Within> resumed = runner.resume(id, plan, errand);
        return resumed.isPresent() ? resumed.get() : over(id, plan);
    }

    /** It came to its end just before its runner was gone, or somebody else carried it out. */
    private Runner.Within over(ExecutionId id, Plan plan) {
        Status status = journal.run(id).map(PlanRun::status).orElse(Status.UNKNOWN);
        List<StepRun> past = journal.steps(id);
        Map<String, StepEnd> ends = RunEnd.ends(plan, past);
        Outcome.Ended outcome = RunEnd.outcome(plan, ends, Duration.ZERO, null);
        if (status == Status.CANCELLED) {
            outcome = new Outcome.Cancelled(Duration.ZERO, "the run of the nested plan was cancelled");
        } else if (status != Status.SUCCEEDED && !(outcome instanceof Outcome.Failed)) {
            outcome = new Outcome.Failed(
                    Duration.ZERO,
                    Failure.of(
                            FailureClass.UNKNOWN,
                            Severity.MEDIUM,
                            Transience.UNKNOWN,
                            "nested",
                            "The run (%s) of the nested plan failed.".formatted(id)));
        }
        Usage spent = past.stream().map(StepRun::usage).reduce(Usage.NONE, Usage::merge);
        return new Runner.Within(new PlanResult(id, outcome, ends), spent);
    }

    private boolean asks(ExecutionId id) {
        List<Signal> told = signals.told(id);
        return told.stream()
                .anyMatch(signal -> signal.word() == Signal.Word.ASKED && answers(told, signal.step()) == 0);
    }

    /** Waits until somebody answered more; false if the run is to rest. */
    private boolean isAnswered(ExecutionId id) throws InterruptedException {
        long before = answers(signals.told(id));
        return steering.await(() -> answers(signals.told(id)) > before ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private static long answers(List<Signal> told) {
        return told.stream().filter(signal -> signal.word().isAnswer()).count();
    }

    private static long answers(List<Signal> told, String step) {
        return told.stream()
                .filter(signal -> signal.word().isAnswer() && signal.step().equals(step))
                .count();
    }

    private static Performed performed(Runner.Within within, Duration took) {
        String text = RunEnd.outputs(within.result().steps());
        Outcome.Ended outcome = switch (within.result().outcome()) {
            case Outcome.Failed(var ignored, Failure failure) -> new Outcome.Failed(took, failure);
            case Outcome.Cancelled(var ignored, String reason) -> new Outcome.Cancelled(took, reason);
            default -> new Outcome.Succeeded(took);
        };
        return new Performed(
                outcome,
                Payload.text(text, MAX_RESULT_CHARS),
                new Output.Made(text, Map.of()),
                null,
                null,
                within.spent());
    }

    private Performed failed(Instant at, Failure failure) {
        return Performed.of(new Outcome.Failed(since(at), failure));
    }

    private Duration since(Instant at) {
        Duration took = Duration.between(at, time.now());
        return took.isNegative() ? Duration.ZERO : took;
    }
}

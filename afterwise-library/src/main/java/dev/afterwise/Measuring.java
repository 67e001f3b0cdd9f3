package dev.afterwise;

import dev.afterwise.Recommendation.Status;
import dev.afterwise.learn.BeforeAfter;
import dev.afterwise.learn.Passages;
import dev.afterwise.learn.experiment.Gain;
import dev.afterwise.learn.experiment.Observation;
import dev.afterwise.learn.experiment.Observations;
import dev.afterwise.learn.experiment.Reading;
import dev.afterwise.learn.experiment.Trial;
import dev.afterwise.learn.experiment.Verdict;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Page;
import dev.afterwise.store.Query;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the history what has come of recommendations that are being measured, and takes the turn that follows. Safe for use by
 * many threads and processes: who comes second finds the turn taken.
 */
final class Measuring {
    /** How many runs before a change are compared with those after it, where nothing is drawn. */
    private static final int MOST_BEFORE = 1_000;

    private static final int PAGE = 1_000;

    /** For how long after a change was kept an outcome that comes late can still turn it. */
    private static final Duration LATE = Duration.ofDays(30);

    /** What is no guardrail: only what is proven counts. */
    private static final Aim.Risk NONE = new Aim.Risk(Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE);

    private final WorkspaceStore workspace;
    private final Adoption adoption;
    private final DrawnRuns runs;

    Measuring(WorkspaceStore workspace, Adoption adoption) {
        this.workspace = workspace;
        this.adoption = adoption;
        this.runs = new DrawnRuns(workspace.history());
    }

    /** What is known by now, and why. */
    private record Found(Verdict verdict, long runs) {
        Gain gain() {
            return switch (verdict) {
                case Verdict.Better it -> it.gain();
                case Verdict.Worse it -> it.gain();
                case Verdict.Broken it -> it.gain();
                case Verdict.NoDifference it -> it.gain();
                case Verdict.KeepGoing it -> Gain.UNKNOWN;
                case Verdict.Mismatch it -> Gain.UNKNOWN;
            };
        }
    }

    /** Takes every turn that can be taken by itself. */
    void advance(Instant now) {
        List<Recommendation> all = adoption.recommendations();
        runs.keep(all.stream()
                .filter(each -> each.status() == Status.MEASURING)
                .map(each -> Objects.requireNonNull(each.measurement()).experiment())
                .toList());
        for (Recommendation each : all) {
            switch (each.status()) {
                case MEASURING -> measure(each, now);
                case KEPT -> watch(each, now);
                default -> {}
            }
        }
        // What was waiting can begin only after what stood in its way is decided.
        for (Recommendation each : adoption.recommendations()) {
            if (each.status() == Status.APPROVED && !adoption.isInTheWay(each)) {
                turn(each, Turn.MEASURE, "Nothing about the same is being measured any more.");
            }
        }
    }

    private void measure(Recommendation recommendation, Instant now) {
        Measurement measurement = Objects.requireNonNull(recommendation.measurement());
        Optional<Experiment> experiment = measurement.isDrawn() ? adoption.experiment(measurement) : Optional.empty();
        if (measurement.isDrawn() && experiment.filter(Experiment::isRunning).isEmpty()) {
            turn(recommendation, Turn.EXPIRE, "Its experiment was stopped.");
            return;
        }
        if (experiment.isPresent()) {
            Reading reading = reading(recommendation, experiment.get(), now);
            var standing = reading.of(Adoption.CHANGED).orElseThrow();
            long runs = standing.success().tried()
                    + reading.of(experiment.get().original().name())
                            .orElseThrow()
                            .success()
                            .tried();
            adoption.note(
                    recommendation,
                    evidence(recommendation, standing.gain(), runs),
                    reading.verdict().because());
            boolean isPart =
                    recommendation.change().subject().part(Dimension.STEP).isPresent();
            Optional<Verdict> harm = isPart ? harm(experiment.get(), now).map(worse -> worse) : Optional.empty();
            conclude(recommendation, harm.orElse(reading.verdict()));
        } else {
            Found found = beforeAfter(recommendation, measurement, now);
            adoption.note(recommendation, evidence(recommendation, found.gain(), found.runs), found.verdict.because());
            conclude(recommendation, found.verdict);
        }
    }

    private void conclude(Recommendation recommendation, Verdict verdict) {
        switch (verdict) {
            case Verdict.KeepGoing it -> {}
            case Verdict.Better it -> turn(recommendation, Turn.KEEP, it.because());
            case Verdict.Worse it -> turn(recommendation, Turn.ROLLBACK, it.because());
            case Verdict.Broken it -> turn(recommendation, Turn.ROLLBACK, it.because());
            case Verdict.NoDifference it ->
                turn(recommendation, Turn.EXPIRE, it.because() + " It is not shown to help, so it was taken back.");
            case Verdict.Mismatch it -> turn(recommendation, Turn.EXPIRE, it.because());
        }
    }

    /** Outcomes may become known after everything was decided, of the same runs that were drawn then. */
    private void watch(Recommendation recommendation, Instant now) {
        Measurement measurement = recommendation.measurement();
        if (measurement != null
                && measurement.isDrawn()
                && measurement.until() != null
                && measurement.until().plus(LATE).isAfter(now)) {
            adoption.experiment(measurement)
                    .flatMap(each -> harm(each, now))
                    .ifPresent(worse -> takeBack(recommendation, worse));
        }
    }

    private void takeBack(Recommendation recommendation, Verdict.Worse worse) {
        if (recommendation.evidence().measure() == Measure.SUCCESS_RATE) {
            Evidence known =
                    Objects.requireNonNull(recommendation.measurement()).realised();
            adoption.note(
                    recommendation,
                    evidence(recommendation, worse.gain(), known == null ? 0 : known.sample()),
                    worse.because());
        }
        turn(recommendation, Turn.ROLLBACK, "Outcomes that came late say: " + worse.because());
    }

    /** That fewer runs as a whole succeed, as far as is known by now: a step that works more often is no gain then. */
    private Optional<Verdict.Worse> harm(Experiment experiment, Instant now) {
        var whole = new Experiment(
                experiment.id(),
                experiment.name(),
                experiment.subject(),
                Aim.SUCCESS.withRisk(NONE),
                experiment.variants(),
                experiment.startedAt(),
                experiment.state());
        Verdict verdict = Trial.read(whole, drawn(experiment), now).verdict();
        return verdict instanceof Verdict.Worse worse
                ? Optional.of(new Verdict.Worse(worse.variant(), worse.gain(), "Runs as a whole: " + worse.because()))
                : Optional.empty();
    }

    private Reading reading(Recommendation recommendation, Experiment experiment, Instant now) {
        if (recommendation.change().subject().part(Dimension.STEP).isEmpty()) {
            return Trial.read(experiment, drawn(experiment), now);
        }
        return Trial.read(experiment, runs.tell(recommendation.change(), experiment), now);
    }

    private List<Observation> drawn(Experiment experiment) {
        return Observations.of(workspace.segments().scan(new Window(experiment.startedAt(), null)), experiment);
    }

    private Found beforeAfter(Recommendation recommendation, Measurement measurement, Instant now) {
        Change change = recommendation.change();
        List<Observation> before = Passages.of(
                change,
                executions(
                        change.subject(),
                        new Window(lastTurn(change, measurement.since()), measurement.since()),
                        MOST_BEFORE));
        List<Observation> after = Passages.of(
                change, executions(change.subject(), new Window(measurement.since(), null), Long.MAX_VALUE));
        Verdict verdict = BeforeAfter.read(
                Adoption.aim(recommendation.evidence().measure()), before, after, measurement.since(), now);
        return new Found(
                verdict,
                before.stream().filter(Observation::isDecided).count()
                        + after.stream().filter(Observation::isDecided).count());
    }

    /** When something else was last changed about the same, before this; null if nothing was. */
    private @Nullable Instant lastTurn(Change change, Instant before) {
        List<String> rivals = adoption.recommendations().stream()
                .filter(each -> Topic.areRivals(each.change(), change))
                .map(Recommendation::id)
                .toList();
        return adoption.audit().stream()
                .filter(each -> rivals.contains(each.recommendation()))
                .map(Audited::at)
                .filter(at -> at.isBefore(before))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The newest of them. */
    private List<Execution> executions(Subject subject, Window window, long most) {
        var whole = new Subject(subject.parts().headMap(Dimension.STEP));
        Filter filter = Filter.of(whole).with(window);
        var found = new ArrayList<Execution>();
        String after = null;
        do {
            Page<Headline> page = workspace.history().find(new Query(filter, after, PAGE));
            page.items().stream()
                    .limit(most - found.size())
                    .flatMap(each -> workspace.history().execution(each.id()).stream())
                    .forEach(found::add);
            after = page.next();
        } while (after != null && found.size() < most);
        return found;
    }

    private static @Nullable Evidence evidence(Recommendation recommendation, Gain gain, long runs) {
        return gain.isKnown()
                ? new Evidence(
                        runs,
                        recommendation.evidence().measure(),
                        gain.estimate(),
                        gain.low(),
                        gain.high(),
                        Double.NaN,
                        List.of())
                : null;
    }

    private void turn(Recommendation recommendation, Turn turn, String because) {
        try {
            adoption.turn(recommendation.id(), turn, because);
        } catch (IllegalArgumentException overtaken) {
            // Somebody else has taken a turn since it was read, and that one holds.
        }
    }
}

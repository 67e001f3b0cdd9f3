package dev.afterwise.learn.knowledge;

import dev.afterwise.Dimension;
import dev.afterwise.Evidence;
import dev.afterwise.Knowledge;
import dev.afterwise.Knowledge.From;
import dev.afterwise.Knowledge.Kind;
import dev.afterwise.Knowledge.Provenance;
import dev.afterwise.Knowledge.Scope;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.Trust;
import dev.afterwise.learn.errors.ErrorReport;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.learn.errors.Life;
import dev.afterwise.learn.patterns.Circumstance;
import dev.afterwise.learn.patterns.Measured;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.PatternKind;
import dev.afterwise.learn.phases.BestOrder;
import dev.afterwise.learn.phases.Bottleneck;
import dev.afterwise.learn.phases.PhaseReport;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Findings about a history in the form in which they can be used again. The id of a lesson is that of its matter, not of its numbers:
 * when the same is found again, it is the same item.
 */
public final class Lessons {
    /** So many executions speak for something as much as one use of it does. */
    private static final double EXECUTIONS_OF_A_USE = 5;

    private static final int FEWEST_FAILURES = 3;
    private static final int MOST_ERRORS = 50;
    private static final int FEWEST_RECOVERIES = 10;
    private static final double WRONG = .025;

    private static final int MOST_QUOTED = 450;

    /** How surely a finding holds that was tested once at the usual level. */
    private static final double TESTED_ONCE = .9;

    /** How surely a change does what was measured, at the usual level. */
    private static final double MEASURED = .95;

    private final Instant at;

    /** @param at when this is learned */
    public Lessons(Instant at) {
        this.at = at;
    }

    /**
     * What goes along with success, failure and duration; what was odd once teaches nothing. What holds of the history as a whole, but
     * surely not of some tasks, is not said of these.
     */
    public List<Knowledge> ofPatterns(List<Pattern> patterns, Transfers transfers) {
        return patterns.stream()
                .filter(each -> each.kind() != PatternKind.ANOMALY)
                .map(each -> of(each, each.task().isEmpty() ? transfers.against(each) : List.of()))
                .toList();
    }

    private Knowledge of(Pattern it, List<String> against) {
        Kind kind = it.kind() == PatternKind.FAILURE_CAUSE ? Kind.KNOWN_ISSUE : Kind.PATTERN;
        Subject subject = it.task().isEmpty() ? Subject.EVERYTHING : task(it.task());
        List<String> conditions = new ArrayList<>();
        for (Circumstance each : Circumstances.parts(it.circumstance())) {
            Optional<Dimension> dimension = Circumstances.dimension(each);
            if (dimension.isPresent() && each instanceof Circumstance.Is(var ignored, String value)) {
                subject = subject.with(dimension.get(), Knowledge.oneLine(value, Scope.MOST_CHARS));
            } else {
                conditions.add(condition(each.text()));
            }
        }
        against.stream()
                .limit(Math.max(0, Scope.MOST_CONDITIONS - conditions.size()))
                .forEach(each -> conditions.add(condition("task != " + each)));
        String direction = it.effect().measured() == Measured.SUCCESS
                ? it.effect().isBetter() ? "succeeds" : "fails"
                : it.effect().isBetter() ? "shorter" : "longer";
        double sample =
                (double) it.effect().with().size() + it.effect().without().size();
        return lesson(
                kind,
                new Scope(subject, it.kind().word(), conditions),
                Circumstances.matter(it.circumstance()) + " " + direction,
                it.sentence(),
                "",
                "patterns",
                Trust.Weight.of(it.confidence(), weight(sample), at));
    }

    /** In what executions end again and again, and what became of it. */
    public List<Knowledge> ofErrors(ErrorReport report) {
        return report.errors().stream()
                .filter(each -> each.waste().failures() >= FEWEST_FAILURES)
                .filter(each -> !said(each).isEmpty())
                .limit(MOST_ERRORS)
                .map(this::of)
                .toList();
    }

    private Knowledge of(KnownError it) {
        Subject subject = it.seen().tasks().size() == 1 ? task(it.seen().tasks().first()) : Subject.EVERYTHING;
        String where =
                it.key().step().isEmpty() ? "" : " in '%s'".formatted(it.key().step());
        String statement = "%,d executions ended in '%s'%s, the last at %s; %s"
                .formatted(
                        it.waste().failures(),
                        Knowledge.oneLine(said(it), 400),
                        where,
                        it.seen().last().toString().substring(0, 10),
                        Knowledge.oneLine(it.life().because(), 300));
        return lesson(
                Kind.KNOWN_ISSUE,
                new Scope(subject, it.failureClass().label(), List.of()),
                "error " + it.key().id(),
                statement,
                action(it),
                "errors",
                Trust.Weight.of(
                        1, Math.min(Trust.MOST_FOUND, (double) it.waste().failures()), at));
    }

    private static String said(KnownError it) {
        return it.key().template().isEmpty() ? it.key().type() : it.key().template();
    }

    private static String action(KnownError it) {
        String label = it.life().label().isEmpty()
                ? ""
                : " People call it '%s'.".formatted(it.life().label());
        return it.life().state() == Life.State.RESOLVED
                ? "It is resolved: if it comes back, look at what was done then (afterwise errors show %s).%s"
                        .formatted(it.key().id(), label)
                : "See examples by 'afterwise errors show %s'.%s"
                        .formatted(it.key().id(), label);
    }

    /**
     * What helps against failures: of each task, the strategies that surely work more often than not. Where there are many to look at,
     * each has to be surer, so that at most one look of forty names one that does not.
     *
     * @param byTask what the executions of each task add up to
     */
    public List<Knowledge> ofRecoveries(List<Summary> byTask) {
        long looked = byTask.stream()
                .flatMap(each -> each.recoveries().values().stream())
                .filter(Lessons::isTriedOften)
                .count();
        double confidence = 1 - WRONG / Math.max(1, (double) looked);
        return byTask.stream()
                .flatMap(summary -> summary.recoveries().entrySet().stream()
                        .filter(each -> isTriedOften(each.getValue())
                                && Proportions.lowerBound(each.getValue(), confidence) > .5)
                        .map(each -> recovery(
                                summary.subject().part(Dimension.TASK).orElse(""), each.getKey(), each.getValue())))
                .toList();
    }

    private static boolean isTriedOften(Tally tally) {
        return tally.tried() >= FEWEST_RECOVERIES;
    }

    private Knowledge recovery(String task, String strategy, Tally tally) {
        Interval rate = Proportions.interval(tally);
        return lesson(
                Kind.BEST_PRACTICE,
                new Scope(task.isEmpty() ? Subject.EVERYTHING : task(task), "recovery", List.of()),
                "recovery " + strategy,
                "When '%s' fails, '%s' helped in %s of %,d cases (%s to %s)."
                        .formatted(
                                task,
                                Knowledge.oneLine(strategy, 100),
                                percent(tally.rate()),
                                tally.tried(),
                                percent(rate.low()),
                                percent(rate.high())),
                "Try '%s' first.".formatted(Knowledge.oneLine(strategy, 100)),
                "recoveries",
                Trust.Weight.of(tally.rate(), weight(EXECUTIONS_OF_A_USE * (double) tally.tried()), at));
    }

    /** Where time is lost, and which order of steps does better. */
    public List<Knowledge> ofPhases(PhaseReport report) {
        return Stream.concat(
                        report.bottlenecks().stream().map(this::of),
                        report.orders().stream().map(this::of))
                .toList();
    }

    private Knowledge of(Bottleneck it) {
        var key = it.phase().key();
        double steps = (double) it.phase().summary().outcomes().total();
        return lesson(
                Kind.OPTIMIZATION,
                new Scope(
                        task(key.task()).with(Dimension.STEP, Knowledge.oneLine(key.shown(), Scope.MOST_CHARS)),
                        it.kind().word(),
                        List.of()),
                "bottleneck " + key.kind(),
                "'%s' in '%s': %s.".formatted(key.shown(), key.task(), it.because()),
                it.advice(),
                "phases",
                Trust.Weight.of(TESTED_ONCE, weight(steps), at));
    }

    private Knowledge of(BestOrder it) {
        return lesson(
                Kind.BEST_PRACTICE,
                new Scope(task(it.task()), "order", List.of()),
                "order " + String.join(" > ", it.best()),
                "'%s' does better with its steps in the order %s than in the usual one, %s."
                        .formatted(it.task(), String.join(", ", it.best()), String.join(", ", it.usual())),
                "Try that order; whether it is the order that makes the difference can't be told unless it was left to chance.",
                "phases",
                Trust.Weight.of(TESTED_ONCE, Trust.MOST_FOUND / 2, at));
    }

    /** What was changed and measured to an end: what is an improvement, and what is not. */
    public List<Knowledge> ofRecommendations(List<Recommendation> recommendations) {
        return recommendations.stream()
                .filter(Recommendation::isMeasured)
                .flatMap(each -> of(each).stream())
                .toList();
    }

    private Optional<Knowledge> of(Recommendation it) {
        return switch (it.status()) {
            case KEPT ->
                Optional.of(measured(
                        it,
                        Kind.BEST_PRACTICE,
                        it.change().kind(),
                        "It holds for every run (afterwise recommendations show %s)."));
            case ROLLED_BACK, EXPIRED ->
                Optional.of(measured(
                        it,
                        Kind.KNOWN_ISSUE,
                        "did_not_help",
                        "Don't try it again without a new reason (afterwise recommendations show %s)."));
            default -> Optional.empty();
        };
    }

    private Knowledge measured(Recommendation it, Kind kind, String category, String action) {
        String said = it.measurement() == null ? "" : it.measurement().said();
        @Nullable
        Evidence realised = it.measurement() == null ? null : it.measurement().realised();
        double sample = realised == null ? 0 : (double) realised.sample();
        return lesson(
                kind,
                new Scope(fitting(it.change().subject()), category, List.of()),
                "recommendation " + it.id(),
                "What was expected: %s What was measured: %s"
                        .formatted(Knowledge.oneLine(it.because(), MOST_QUOTED), Knowledge.oneLine(said, MOST_QUOTED)),
                action.formatted(it.id()),
                "recommendations",
                Trust.Weight.of(MEASURED, weight(sample), at));
    }

    private Knowledge lesson(
            Kind kind,
            Scope scope,
            String matter,
            String statement,
            String action,
            String source,
            Trust.Weight weight) {
        return new Knowledge(
                Knowledge.id(kind, scope, matter),
                kind,
                scope,
                Knowledge.oneLine(statement, Knowledge.MOST_CHARS),
                Knowledge.oneLine(action, Knowledge.MOST_CHARS),
                new Provenance(From.LEARNED, source, at),
                Trust.found(weight));
    }

    private static double weight(double executions) {
        return Math.clamp(executions / EXECUTIONS_OF_A_USE, 1, Trust.MOST_FOUND);
    }

    private static Subject task(String name) {
        return Subject.task(Knowledge.oneLine(name, Scope.MOST_CHARS));
    }

    private static Subject fitting(Subject subject) {
        Subject fitting = Subject.EVERYTHING;
        for (var part : subject.parts().entrySet()) {
            fitting = fitting.with(part.getKey(), Knowledge.oneLine(part.getValue(), Scope.MOST_CHARS));
        }
        return fitting;
    }

    private static String condition(String text) {
        String line = Knowledge.oneLine(text, Scope.MOST_CHARS);
        return line.isBlank() ? "?" : line;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}

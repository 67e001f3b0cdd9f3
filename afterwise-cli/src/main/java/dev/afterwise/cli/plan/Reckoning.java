package dev.afterwise.cli.plan;

import dev.afterwise.Afterwise;
import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.PlanEstimates;
import dev.afterwise.Recommendation;
import dev.afterwise.Spread;
import dev.afterwise.Status;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import dev.afterwise.WayEstimate;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.plan.Pace;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.simulate.Forecast;
import dev.afterwise.plan.simulate.Reckoned;
import dev.afterwise.plan.simulate.Setup;
import dev.afterwise.plan.simulate.Simulation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run against what was expected of it, and what was learned from it.
 *
 * @param before what was expected of its steps before it began
 * @param expected how long the whole was expected to take
 * @param success how likely it was to succeed, or null if nobody knew
 */
record Reckoning(
        Plan plan,
        SortedMap<String, Value> params,
        PlanEstimates before,
        Pace.Left expected,
        @Nullable Reckoned success) {
    private static final double LOW = .1;
    private static final double HIGH = .9;

    /** So much of a change in what is expected is worth a line. */
    private static final double CHANGE = .1;

    private static final int FEWEST = 3;
    private static final int ENOUGH_RUNS = 5;
    private static final int PLAYED = 200;
    private static final int MOST_STEPS = 500;
    private static final int MOST_LESSONS = 5;

    /** What is expected of a step now, and was before; not a number where nobody knew. */
    private record Lesson(String step, String agent, double before, double after, long sample) {
        double change() {
            return Double.isNaN(before) ? 1 : Math.abs(after - before) / Math.max(before, 1e-3);
        }
    }

    /** Before the run begins. */
    static Reckoning before(Afterwise afterwise, Plan plan, SortedMap<String, Value> params, int workers) {
        PlanEstimates estimates = afterwise.plans().recent(plan, params);
        Pace.Left left = new Pace(plan, estimates, workers).left(Set.of(), Map.of());
        boolean isKnown = left.unknown() == 0
                && !left.seconds().isEmpty()
                && estimates.runs().tried() >= FEWEST;
        if (!isKnown || plan.steps().size() > MOST_STEPS) {
            return new Reckoning(plan, params, estimates, left, null);
        }
        Setup setup = Setup.STANDARD
                .withWorkers(workers)
                .withRuns(PLAYED)
                .withParams(params)
                .withPolicy(afterwise.policy());
        Forecast forecast = Simulation.of(afterwise.plans().underPolicy(plan), estimates, setup)
                .forecast();
        // What whole runs took has in it what is between the steps, too.
        boolean isSeen = estimates.seconds().size() >= ENOUGH_RUNS;
        Spread seconds = isSeen ? estimates.seconds() : forecast.seconds();
        return new Reckoning(plan, params, estimates, new Pace.Left(seconds, 0), forecast.success());
    }

    /** For a run that was broken off: how long it was meant to take says nothing about how long it took. */
    Reckoning unexpecting() {
        return new Reckoning(plan, params, before, new Pace.Left(Spread.NOTHING, 0), null);
    }

    /** After it has ended. */
    Answer told(Answer answer, Afterwise afterwise, PlanResult result, Optional<Execution> execution) {
        Answer told = steps(answer, result);
        told = duration(told, result.outcome());
        told = execution.isPresent() ? cost(told, execution.get()) : told;
        List<Lesson> lessons = result.isWaiting() ? List.of() : lessons(afterwise);
        told = told.with(table(lessons));
        for (Lesson each : lessons) {
            told = told.remark(said(each), Tone.FAINT);
        }
        long advice = afterwise.recommendations().list().stream()
                .filter(each -> each.status() == Recommendation.Status.PROPOSED)
                .filter(each -> plan.name()
                        .equals(each.change().subject().part(Dimension.TASK).orElse("")))
                .count();
        told = told.forPrograms("recommendations", Cell.whole(advice));
        return advice == 0
                ? told
                : told.hint("%d %s for this plan. Maybe look: afterwise recommendations"
                        .formatted(advice, advice == 1 ? "recommendation waits" : "recommendations wait"));
    }

    private static Answer steps(Answer answer, PlanResult result) {
        var counts = new TreeMap<String, Long>();
        result.steps().values().forEach(end -> counts.merge(end.word(), 1L, Long::sum));
        List<String> words = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(each -> each.getValue() + " " + (each.getKey().equals("left") ? "not begun" : each.getKey()))
                .toList();
        return answer.with(new Field(
                "counts",
                "steps",
                new Cell.Compound(
                        Cell.name(String.join(", ", words)),
                        counts.entrySet().stream()
                                .map(each -> Field.of(each.getKey(), Cell.whole(each.getValue())))
                                .toList())));
    }

    private Answer duration(Answer answer, Outcome outcome) {
        Spread seconds = expected.seconds();
        if (seconds.isEmpty() || expected.unknown() > 0) {
            return answer;
        }
        Duration took = outcome instanceof Outcome.Ended ended ? ended.took() : null;
        long runs = before.runs().tried();
        if (runs < FEWEST) {
            // Of so few nobody knows how far apart they are.
            String from = runs == 0 ? "" : " (from %d earlier %s)".formatted(runs, runs == 1 ? "run" : "runs");
            return answer.with(new Field(
                    "expected",
                    "expected",
                    new Cell.Compound(
                            Cell.name(said(seconds.quantile(.5)) + from),
                            List.of(
                                    Field.of("low_ms", Cell.ABSENT),
                                    Field.of("likely_ms", Cell.took(duration(seconds.quantile(.5)))),
                                    Field.of("high_ms", Cell.ABSENT),
                                    Field.of("took", Cell.ABSENT)))));
        }
        double low = next(seconds, LOW);
        double high = next(seconds, HIGH);
        String range = "%s (%s to %s)".formatted(said(seconds.quantile(.5)), said(low), said(high));
        boolean isWhole = took != null && ((Outcome.Ended) outcome).status() == Status.SUCCEEDED;
        String verdict = isWhole ? verdict(seconds(took), low, high) : "";
        return answer.with(new Field(
                        "expected",
                        "expected",
                        new Cell.Compound(
                                Cell.name(range + (verdict.isEmpty() ? "" : ": it took " + verdict)),
                                List.of(
                                        Field.of("low_ms", Cell.took(duration(low))),
                                        Field.of("likely_ms", Cell.took(duration(seconds.quantile(.5)))),
                                        Field.of("high_ms", Cell.took(duration(high))),
                                        Field.of("took", verdict.isEmpty() ? Cell.ABSENT : Cell.name(verdict))))))
                .field(
                        "expected_success",
                        "chance of success",
                        success == null ? Cell.ABSENT : Foretold.chance(success));
    }

    /** What the next amount doesn't exceed with this chance: of few, the least and the greatest are not extreme. */
    private static double next(Spread seen, double chance) {
        return seen.quantile((chance * (seen.size() + 1) - 1) / Math.max(1, seen.size() - 1));
    }

    private static String verdict(double took, double low, double high) {
        return took < low ? "less" : took > high ? "longer" : "as long as expected";
    }

    private Answer cost(Answer answer, Execution execution) {
        Money spent = execution.headline().usage().cost();
        double expectedDollars = plan.steps().stream()
                .mapToDouble(step -> before.step(step.id()).ways().values().stream()
                        .max(Comparator.comparingLong(WayEstimate::sample))
                        .map(way -> way.spent().dollars().mean())
                        .orElse(0.0))
                .sum();
        Answer told = answer.field("cost_usd", "cost", Cell.costUnlessZero(spent));
        return expectedDollars > 0
                ? told.field(
                        "expected_cost_usd",
                        "expected cost",
                        Cell.costUnlessZero(Money.dollars(
                                BigDecimal.valueOf(expectedDollars).setScale(6, RoundingMode.HALF_EVEN))))
                : told;
    }

    /** What is expected otherwise now than before: the greatest changes. */
    private List<Lesson> lessons(Afterwise afterwise) {
        PlanEstimates after = afterwise.plans().recent(plan, params);
        var lessons = new ArrayList<Lesson>();
        after.steps()
                .forEach((step, estimate) -> estimate.ways().forEach((agent, way) -> {
                    WayEstimate known = before.step(step).way(agent);
                    Tally seen = way.attempts();
                    if (!way.succeeding().isEmpty()
                            && seen.tried() > known.attempts().tried()
                            && seen.tried() >= FEWEST) {
                        var lesson = new Lesson(step, agent, known.likely(), way.likely(), seen.tried());
                        if (lesson.change() >= CHANGE) {
                            lessons.add(lesson);
                        }
                    }
                }));
        lessons.sort(Comparator.comparingDouble(Lesson::change).reversed());
        return lessons.subList(0, Math.min(lessons.size(), MOST_LESSONS));
    }

    private static String said(Lesson lesson) {
        String by = lesson.agent.equals(lesson.step) ? "" : " by " + lesson.agent;
        String earlier = Double.isNaN(lesson.before) ? "" : ", up to now " + said(lesson.before);
        return "Learned: %s%s usually takes %s%s (from %d attempts)."
                .formatted(lesson.step, by, said(lesson.after), earlier, lesson.sample);
    }

    private static Table<Lesson> table(List<Lesson> lessons) {
        return Table.of("learned", lessons)
                .forPrograms("step", it -> Cell.name(it.step))
                .forPrograms("agent", it -> it.agent.equals(it.step) ? Cell.ABSENT : Cell.name(it.agent))
                .forPrograms("before_ms", it -> Double.isNaN(it.before) ? Cell.ABSENT : Cell.took(duration(it.before)))
                .forPrograms("likely_ms", it -> Cell.took(duration(it.after)))
                .forPrograms("n", it -> Cell.whole(it.sample));
    }

    private static double seconds(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toMillis() / 1e3;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static String said(double seconds) {
        return Figures.duration(duration(seconds));
    }
}

package dev.afterwise.learn.plans;

import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.Finding;
import dev.afterwise.learn.Words;
import dev.afterwise.learn.stats.Cuts;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which runs could have been known to fail before anything was spent on them, by what they were told.
 *
 * <p>Of each step that fails runs, and each parameter, the value - or of a number the side of a cut ({@link Cuts}) - is taken that goes
 * most clearly with failing there. Boschloo's p-value is multiplied by the number of values and cuts looked at. It must go wrong
 * nearly always: the lower end of the rate's 95 % interval is at least {@value #SURE}, for what a checkpoint turns away would now and then have
 * succeeded. And it must go wrong late: of what such a run spends, at least {@link Demands#minSaving} of what a run usually spends.
 */
final class CheckpointStudy {
    private static final double SURE = .8;
    private static final int MOST_VALUES = 12;
    private static final int LONGEST_VALUE = 60;

    private final Outline outline;
    private final Demands demands;
    private final List<Trip> trips;

    CheckpointStudy(Outline outline, List<Trip> trips, Demands demands) {
        this.outline = outline;
        this.demands = demands;
        this.trips = trips;
    }

    /** What may go with failing, and the expression that holds where it does not. */
    private record Condition(String words, String check, Predicate<Trip> holds) {}

    private record Seen(String step, Condition condition, List<Trip> with, List<Trip> without, double pValue) {}

    List<Finding> findings() {
        List<Condition> conditions =
                outline.params().stream().flatMap(this::conditions).toList();
        var findings = new ArrayList<Finding>();
        for (String step : outline.needs().keySet()) {
            List<Trip> reached =
                    trips.stream().filter(trip -> trip.isDecided(step)).toList();
            List<Seen> seen = conditions.stream()
                    .flatMap(each -> seen(step, each, reached).stream())
                    .toList();
            seen.stream()
                    .min(Comparator.comparingDouble(Seen::pValue))
                    .ifPresent(best -> findings.add(finding(best, seen.size())));
        }
        return findings;
    }

    private Stream<Condition> conditions(String param) {
        List<Value> values = trips.stream()
                .map(trip -> trip.facts().get(param))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        double[] numbers = values.stream()
                .flatMap(value -> value instanceof Value.Numeric(double number) ? Stream.of(number) : Stream.empty())
                .mapToDouble(number -> number)
                .toArray();
        if (numbers.length > values.size() / 2) {
            return Cuts.of(numbers).stream().flatMap(cut -> Stream.of(above(param, cut), upTo(param, cut)));
        }
        Map<String, Long> counts = values.stream()
                .filter(Value.Text.class::isInstance)
                .collect(Collectors.groupingBy(Value::toString, Collectors.counting()));
        return counts.entrySet().stream()
                .filter(each -> each.getValue() >= demands.minSamples()
                        && each.getKey().length() <= LONGEST_VALUE
                        && each.getKey().chars().noneMatch(Character::isISOControl))
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> each) -> -each.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_VALUES)
                .map(each -> is(param, each.getKey()));
    }

    private static Condition is(String param, String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return new Condition(
                "%s is %s".formatted(param, quoted),
                "params.%s != %s".formatted(param, quoted),
                trip -> trip.facts().get(param) instanceof Value.Text(String its) && its.equals(text));
    }

    private static Condition above(String param, double cut) {
        return new Condition(
                "%s > %s".formatted(param, Value.of(cut)),
                "params.%s <= %s".formatted(param, Value.of(cut)),
                trip -> trip.facts().get(param) instanceof Value.Numeric(double number) && number > cut);
    }

    private static Condition upTo(String param, double cut) {
        return new Condition(
                "%s <= %s".formatted(param, Value.of(cut)),
                "params.%s > %s".formatted(param, Value.of(cut)),
                trip -> trip.facts().get(param) instanceof Value.Numeric(double number) && number <= cut);
    }

    private List<Seen> seen(String step, Condition condition, List<Trip> reached) {
        List<Trip> with = reached.stream().filter(condition.holds).toList();
        List<Trip> without = reached.stream().filter(condition.holds.negate()).toList();
        if (with.size() < demands.minSamples() || without.size() < demands.minSamples()) {
            return List.of();
        }
        // What is not worth it anyway counts as looked at, and needs no exact test.
        boolean isSure = Proportions.interval(failing(step, with)).low() >= SURE;
        double p = isSure ? Proportions.pValueOfGreater(failing(step, with), failing(step, without)) : 1;
        return List.of(new Seen(step, condition, with, without, p));
    }

    private static Tally failing(String step, List<Trip> trips) {
        return new Tally(
                trips.size(),
                trips.stream()
                        .filter(trip -> trip.hasFailed() && trip.failedAt(step))
                        .count());
    }

    private Finding finding(Seen best, int looks) {
        double p = Math.min(1, looks * best.pValue);
        Tally with = failing(best.step, best.with);
        double wasted = best.with.stream().mapToDouble(Trip::work).sum() / best.with.size();
        double usual = trips.stream().mapToDouble(Trip::work).sum() / trips.size();
        var share = new Tally((long) best.with.size() + best.without.size(), best.with.size());
        if (Proportions.interval(with).low() < SURE || wasted < demands.minSaving() * usual) {
            return new Finding(p, null);
        }
        Interval saved = Proportions.interval(share).times(wasted);
        String because = """
                Where %s, '%s' fails %s, otherwise in %s. By then %s of work were spent. Checked first, such a run fails at once: \
                %s less work a run on average (%s to %s).""".formatted(
                        best.condition.words,
                        best.step,
                        Words.rate(with, "runs"),
                        Words.rate(failing(best.step, best.without), ""),
                        Words.duration(wasted),
                        Words.duration(share.rate() * wasted),
                        Words.duration(saved.low()),
                        Words.duration(saved.high()));
        var evidence = new Evidence(
                share.tried(),
                Measure.SECONDS_PER_RUN,
                share.rate() * wasted,
                saved.low(),
                saved.high(),
                p,
                Trip.examples(best.with));
        return new Finding(
                p,
                Recommendation.propose(
                        new Change.AddCheckpoint(Subject.task(outline.task()), best.condition.check),
                        because,
                        evidence));
    }
}

package dev.afterwise.learn.health;

import dev.afterwise.Dimension;
import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Metric;
import dev.afterwise.Samples;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.learn.health.Optimisation.Kind;
import dev.afterwise.store.StepSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking at how well things go.
 *
 * @param overall everything as one component; its score is null where there is too little to say
 * @param components most executions first, then what is only sampled
 * @param slow operations beyond the limit, those first that spend most time beyond it
 * @param failing operations that failed, most failures first
 * @param optimisations what brings most first; those of which nobody knows what they bring last
 */
public record Checkup(
        Component overall,
        List<Component> components,
        List<Operation> slow,
        List<Operation> failing,
        List<Optimisation> optimisations) {
    /** Of fewer decided executions no score is made. */
    public static final long FEWEST = 10;

    private static final double OPEN_BREAKER = 5;
    private static final int MOST_SLOW_TO_MEND = 10;

    public Checkup {
        components = List.copyOf(components);
        slow = List.copyOf(slow);
        failing = List.copyOf(failing);
        optimisations = List.copyOf(optimisations);
    }

    public static Checkup of(Vitals vitals, Limits limits) {
        List<Shortage> shortages = Shortage.in(vitals.resources(), limits);
        List<Operation> operations = operations(vitals.now());
        List<Operation> slow = operations.stream()
                .filter(each -> each.took().count() >= FEWEST)
                .filter(each -> each.took().quantile(.95).compareTo(limits.slow()) > 0)
                .sorted(Comparator.comparingDouble((Operation each) -> -beyond(each, limits))
                        .thenComparing(Operation::name))
                .toList();
        List<Operation> failing = operations.stream()
                .filter(each -> each.failed() > 0)
                .sorted(Comparator.comparingLong((Operation each) -> -each.failed())
                        .thenComparing(Operation::name))
                .toList();
        return new Checkup(
                overall(vitals, shortages),
                components(vitals, shortages, limits),
                slow,
                failing,
                optimisations(vitals, shortages, slow, limits));
    }

    private static double beyond(Operation each, Limits limits) {
        return Lengths.of(each.took()).beyond(limits.slow().toNanos() / 1e9);
    }

    /** Steps where they are known, and tasks where they aren't: what is inside of a task is not slow twice. */
    private static List<Operation> operations(Stretch now) {
        List<Operation> all = new ArrayList<>();
        for (StepSummary each : now.steps()) {
            Subject subject = each.summary().subject();
            all.add(new Operation(
                    each.kind(),
                    subject.part(Dimension.TASK).orElse(""),
                    subject.part(Dimension.STEP).orElse(""),
                    each.summary().outcomes().decided(),
                    each.summary().took()));
        }
        List<String> opened = all.stream().map(Operation::task).distinct().toList();
        for (Summary each : now.tasks()) {
            String task = each.subject().part(Dimension.TASK).orElse("");
            if (!opened.contains(task)) {
                all.add(new Operation("task", task, "", each.outcomes().decided(), each.took()));
            }
        }
        return all;
    }

    private static Component overall(Vitals vitals, List<Shortage> shortages) {
        Stream<Burden> more = Stream.concat(
                shortages.stream().map(Shortage::burden),
                vitals.signs().open().stream()
                        .map(each ->
                                Burden.counted(OPEN_BREAKER, "the circuit breaker of '%s' is open".formatted(each))));
        Summary all = vitals.now().all();
        return new Component(
                "everything",
                "everything",
                all,
                vitals.before().all(),
                score(all, Stream.concat(setbacks(vitals, Subject.EVERYTHING), more)));
    }

    private static Stream<Burden> setbacks(Vitals vitals, Subject subject) {
        return vitals.signs().setbacks().stream()
                .filter(each -> each.subject().equals(subject))
                .map(each -> Burden.counted(each.points(), each.because()));
    }

    private static @Nullable Score score(Summary summary, Stream<Burden> more) {
        var decided = summary.outcomes().decided();
        return decided.tried() < FEWEST
                ? null
                : Score.of(Stream.concat(Stream.of(Burden.ofFailures(decided)), more)
                        .toList());
    }

    private static List<Component> components(Vitals vitals, List<Shortage> shortages, Limits limits) {
        Dimension by = vitals.by();
        List<Component> all = new ArrayList<>();
        vitals.now().parts().stream()
                .sorted(Comparator.comparingLong((Summary it) -> -it.outcomes().total())
                        .thenComparing(it -> it.subject().toString()))
                .forEach(part -> {
                    String name = part.subject().part(by).orElse("");
                    all.add(new Component(
                            by.word(),
                            name,
                            part,
                            vitals.before().part(by, name),
                            score(part, setbacks(vitals, part.subject()))));
                });
        for (Samples each : vitals.resources().totals()) {
            if (Shortage.isResource(each.metric()) && Double.isFinite(Shortage.level(each, limits))) {
                all.add(sampled(each, shortages));
            }
        }
        return all;
    }

    private static Component sampled(Samples samples, List<Shortage> shortages) {
        Kind kind = samples.metric().equals(Metric.CACHE_HIT_RATE) ? Kind.CACHE : Kind.CONNECTIONS;
        List<Burden> burdens = shortages.stream()
                .filter(each -> each.kind() == kind && each.component().equals(samples.component()))
                .map(Shortage::alone)
                .toList();
        String name = samples.component().isEmpty()
                ? samples.metric().name()
                : samples.component() + " " + samples.metric().name();
        Summary none = Summary.empty(Subject.EVERYTHING);
        return new Component("metric", name, none, none, Score.of(burdens));
    }

    private static List<Optimisation> optimisations(
            Vitals vitals, List<Shortage> shortages, List<Operation> slow, Limits limits) {
        List<Optimisation> all = new ArrayList<>();
        FailureLoad.All load = FailureLoad.of(vitals.columns(), vitals.failures());
        load.loads().forEach(each -> all.add(each.optimisation(load)));
        double time = vitals.now().tasks().stream()
                .mapToDouble(each -> Lengths.of(each.took()).total())
                .sum();
        slow.stream().limit(MOST_SLOW_TO_MEND).forEach(each -> all.add(quicken(each, time, vitals, limits)));
        shortages.forEach(each -> all.add(each.optimisation()));
        return all.stream()
                .sorted(Comparator.comparingDouble((Optimisation each) -> -each.weight())
                        .thenComparing(Optimisation::kind)
                        .thenComparing(Optimisation::subject))
                .toList();
    }

    /** Cuts the tail where that pays; else says how much there is to win. */
    private static Optimisation quicken(Operation slow, double allTime, Vitals vitals, Limits limits) {
        Lengths lengths = Lengths.of(slow.took());
        double limit = limits.slow().toNanos() / 1e9;
        double beyond = lengths.beyond(limit);
        String because = String.format(
                Locale.ROOT,
                "median %s, 95th percentile %s, of %,d; it takes %s %% of all time",
                Words.time(slow.took().quantile(.5).toNanos() / 1e9),
                Words.time(slow.took().quantile(.95).toNanos() / 1e9),
                lengths.count(),
                Burden.percent(allTime == 0 ? 0 : lengths.total() / allTime));
        Lengths.Cut cut = Lengths.cut(
                lengths, slow.step().isEmpty() ? Alike.of(vitals.columns(), slow.task()) : List.of(lengths));
        Impact impact = cut == null
                ? new Impact(
                        seconds(
                                lengths.count(),
                                beyond / (double) lengths.count(),
                                0,
                                beyond / (double) lengths.count()),
                        allTime == 0 ? 0 : beyond / allTime / 2,
                        "none took longer than %s".formatted(Words.time(limit)))
                : new Impact(
                        seconds(
                                lengths.count(),
                                cut.saved(),
                                cut.interval().low(),
                                cut.interval().high()),
                        allTime == 0 ? 0 : cut.saved() * (double) lengths.count() / allTime,
                        "it is stopped after %s and begun again, and then takes as long as others by the same agent"
                                .formatted(Words.time(cut.after())));
        return new Optimisation(
                Kind.SLOW_OPERATION,
                slow.name(),
                because,
                impact,
                cut == null ? Guidance.ALWAYS_SLOW : Guidance.CUT_THE_TAIL,
                "afterwise history steps --task " + Quoted.word(slow.task()));
    }

    private static Evidence seconds(long sample, double effect, double low, double high) {
        return new Evidence(sample, Measure.SECONDS_PER_RUN, effect, low, high, Double.NaN, List.of());
    }
}

package dev.afterwise.learn.change;

import dev.afterwise.learn.stats.Corrections;
import dev.afterwise.segment.Columns;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where success, duration or cost of a task, or of one of its agents, moved to another level and stayed there for a while.
 *
 * <p>Every p-value is corrected for everything that was looked at (Holm), so of histories in which nothing changes at most one in
 * twenty shows anything. Seasons of the day and the week are taken out, and what lasts, such as an outage, is not taken for many
 * independent failures. What is less than two points of success, or a tenth of the time or cost, is not worth a word.
 *
 * @param shifts the newest first
 * @param looked in how many ways was looked: series, durations and costs in two ways each
 * @param normal what each task was like since its last shift: {@link Aspect#SUCCESS} and so on, as far as it is known
 */
public record Degradations(List<Shift> shifts, int looked, List<Normal> normal) {
    /** Of fewer executions nothing is said. */
    public static final int FEWEST = 40;

    private static final double MAX_P_VALUE = .05;

    public Degradations {
        shifts = List.copyOf(shifts);
        normal = List.copyOf(normal);
    }

    /** What is normal for a task now: since its last shift, or all along. */
    public record Normal(Scope scope, Aspect aspect, Baseline baseline) {}

    /** The shifts to be seen in executions, with the hours of this zone. */
    public static Degradations of(Columns columns, ZoneId zone) {
        var inspections = new ArrayList<Inspection>();
        for (Timeline.Rows rows : Timeline.scopes(columns, FEWEST)) {
            for (Aspect aspect : Aspect.values()) {
                Series series = Series.of(columns, rows, aspect);
                if (series.size() >= FEWEST) {
                    inspections.add(Inspection.of(series, zone));
                }
            }
        }
        int looked = inspections.stream().mapToInt(Inspection::channels).sum();
        List<Inspection> believed = believed(inspections, looked);
        var shifts = new ArrayList<Shift>();
        var normal = new ArrayList<Normal>();
        Map<String, List<Inspection>> byTask = new TreeMap<>();
        for (Inspection each : believed) {
            byTask.computeIfAbsent(each.series().scope().task(), task -> new ArrayList<>())
                    .add(each);
        }
        byTask.values().forEach(family -> {
            for (Inspection each : Relatives.told(family)) {
                shifts.addAll(new Shifts(columns, each).all());
            }
            family.stream()
                    .filter(each -> each.series().scope().agent().isEmpty())
                    .forEach(each -> normal.add(normal(each)));
        });
        shifts.sort(Comparator.comparing((Shift each) -> each.when().at()).reversed());
        return new Degradations(shifts, looked, normal);
    }

    /** Those for the worse, the newest first. */
    public List<Shift> worse() {
        return shifts.stream().filter(Shift::isWorse).toList();
    }

    private static List<Inspection> believed(List<Inspection> all, int looked) {
        double[] found = all.stream()
                .flatMap(each -> each.suspects().stream())
                .mapToDouble(Inspection.Suspect::pValue)
                .toArray();
        // Where nothing was found, there is a p-value, too, only that nobody knows it.
        double[] everything = new double[Math.max(found.length, looked)];
        Arrays.fill(everything, 1);
        System.arraycopy(found, 0, everything, 0, found.length);
        double[] corrected = Corrections.holm(everything);
        var believed = new ArrayList<Inspection>();
        int next = 0;
        for (Inspection each : all) {
            var kept = new ArrayList<Inspection.Suspect>();
            for (Inspection.Suspect its : each.suspects()) {
                double p = corrected[next++];
                if (p <= MAX_P_VALUE) {
                    kept.add(new Inspection.Suspect(its.at(), its.earliest(), its.latest(), p));
                }
            }
            believed.add(new Inspection(each.series(), kept, each.channels(), each.dependence()));
        }
        return believed;
    }

    private static Normal normal(Inspection inspection) {
        Series series = inspection.series();
        int from = inspection.suspects().isEmpty()
                ? 0
                : inspection.suspects().getLast().at();
        return new Normal(series.scope(), series.aspect(), Baseline.of(series.values(from, series.size())));
    }
}

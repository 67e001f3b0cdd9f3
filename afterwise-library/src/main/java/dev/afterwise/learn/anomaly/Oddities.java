package dev.afterwise.learn.anomaly;

import dev.afterwise.learn.stats.Corrections;
import dev.afterwise.segment.Columns;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is unlike all others among executions: single ones that are far too slow or dear for what they do and when, and hours in
 * which far too much failed, was slow, or began.
 *
 * <p>What is odd is judged by the tail of the history itself ({@link Outliers}), so a history that is given to extremes has fewer
 * oddities than a calm one. In a history in which nothing is odd, anything is found in at most {@link #FALSE_ALARMS} of cases: p-values
 * are corrected for all tests (Holm). That needs 150 executions of a kind, or hours; where there are fewer, nothing is said of them.
 *
 * @param found the most probable first
 * @param tests how many tests there were
 */
public record Oddities(List<Oddity> found, int tests) {
    /** In so many histories without an oddity, at most, something is found. */
    public static final double FALSE_ALARMS = .05;

    public Oddities {
        found = List.copyOf(found);
    }

    /** @param zone in which days and weekends begin */
    public static Oddities in(Columns columns, ZoneId zone) {
        Calendar calendar = Calendar.of(columns, zone);
        var candidates = new ArrayList<List<Oddity>>();
        OddExecutions.in(columns, calendar).forEach(each -> candidates.add(List.of(each)));
        candidates.addAll(OddHours.in(columns, calendar));
        double[] corrected = Corrections.holm(candidates.stream()
                .mapToDouble(each -> each.isEmpty() ? 1 : each.getFirst().pValue())
                .toArray());
        var found = new ArrayList<Oddity>();
        for (int i = 0; i < corrected.length; i++) {
            if (corrected[i] <= FALSE_ALARMS) {
                for (Oddity each : candidates.get(i)) {
                    found.add(each.withPValue(corrected[i]));
                }
            }
        }
        found.sort(Comparator.comparingDouble(Oddity::pValue));
        return new Oddities(found, corrected.length);
    }
}

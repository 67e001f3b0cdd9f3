package dev.afterwise.learn.change;

import dev.afterwise.learn.stats.Corrections;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Trait;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Looks for what else changed where a series did.
 *
 * <p>The share of each value of each attribute is a series of its own. A value is a companion if its share changes, too, and the
 * chance is small that one of its changes comes so close to this one by accident: their number, times twice the distance, of the
 * length of the series.
 */
final class Companions {
    private static final double MAX_P_VALUE = .05;
    /** A value that gains or loses less of all executions than this explains little. */
    private static final double MIN_DIFFERENCE = .1;

    private static final int BLOCKS = 200;
    private static final int MOST_VALUES = 40;
    private static final int MOST_SHOWN = 3;

    private final Columns columns;
    private final Series series;
    private final Inspection.Suspect change;
    private final int from;
    private final int until;
    private final List<Companion> seen = new ArrayList<>();

    private Companions(Columns columns, Series series, Inspection.Suspect change, int from, int until) {
        this.columns = columns;
        this.series = series;
        this.change = change;
        this.from = from;
        this.until = until;
    }

    /** What changed at this place of the series, the clearest first; those that grow before those that shrink. */
    static List<Companion> of(Columns columns, Series series, Inspection.Suspect change, int from, int until) {
        return new Companions(columns, series, change, from, until).found();
    }

    private List<Companion> found() {
        for (Trait each : List.of(Trait.AGENT, Trait.MODEL, Trait.ROUTE)) {
            if (each != Trait.AGENT || series.scope().agent().isEmpty()) {
                look(each.name().toLowerCase(Locale.ROOT), columns.labels(each));
            }
        }
        for (String each : columns.attributes()) {
            look(each, columns.texts(each));
            look(each, columns.numbers(each));
        }
        double[] corrected =
                Corrections.holm(seen.stream().mapToDouble(Companion::pValue).toArray());
        var companions = new ArrayList<Companion>();
        for (int i = 0; i < corrected.length; i++) {
            Companion its = seen.get(i);
            if (corrected[i] <= MAX_P_VALUE) {
                companions.add(new Companion(its.attribute(), its.value(), its.before(), its.after(), corrected[i]));
            }
        }
        // Of a version that gives way to another, the new one says it all.
        companions.removeIf(each -> each.after() < each.before()
                && companions.stream()
                        .anyMatch(
                                other -> other.attribute().equals(each.attribute()) && other.after() > other.before()));
        companions.sort(Comparator.comparingDouble((Companion each) -> -Math.abs(each.after() - each.before()))
                .thenComparing(Companion::attribute)
                .thenComparing(Companion::value));
        return companions.stream().limit(MOST_SHOWN).toList();
    }

    private void look(String attribute, Codes<String> codes) {
        var before = new int[codes.values().size()];
        var after = new int[before.length];
        for (int i = from; i < until; i++) {
            int code = codes.code(series.row(i));
            if (code != Codes.NONE) {
                (i < change.at() ? before : after)[code]++;
            }
        }
        List<Integer> moved = new ArrayList<>();
        for (int code = 0; code < before.length; code++) {
            double difference = share(after[code], until - change.at()) - share(before[code], change.at() - from);
            if (Math.abs(difference) >= MIN_DIFFERENCE) {
                moved.add(code);
            }
        }
        // Of two values that take turns, one says it all.
        if (moved.size() == 2) {
            moved.removeIf(code -> share(after[code], until - change.at()) < share(before[code], change.at() - from));
        }
        moved.stream()
                .sorted(Comparator.comparingInt((Integer code) -> -before[code] - after[code]))
                .limit(MOST_VALUES)
                .forEach(code -> look(attribute, codes.values().get(code), indicators(row -> codes.code(row) == code)));
    }

    private void look(String attribute, Numbers numbers) {
        double[] known = new double[series.size()];
        int n = 0;
        for (int i = 0; i < known.length; i++) {
            if (numbers.has(series.row(i))) {
                known[n++] = numbers.at(series.row(i));
            }
        }
        if (n < known.length / 2) {
            return;
        }
        double[] sorted = Arrays.copyOf(known, n);
        Arrays.sort(sorted);
        double middle = Baseline.quantile(sorted, .5);
        double[] above = indicators(row -> numbers.has(row) && numbers.at(row) > middle);
        var walk = new Walk(above);
        if (Math.abs(walk.mean(change.at(), until) - walk.mean(from, change.at())) >= MIN_DIFFERENCE) {
            String edge = new BigDecimal(middle)
                    .round(new MathContext(6))
                    .stripTrailingZeros()
                    .toPlainString();
            look(attribute, "> " + edge, above);
        }
    }

    @FunctionalInterface
    private interface Property {
        boolean holds(int row);
    }

    private double[] indicators(Property property) {
        var indicators = new double[series.size()];
        for (int i = 0; i < indicators.length; i++) {
            indicators[i] = property.holds(series.row(i)) ? 1 : 0;
        }
        return indicators;
    }

    /** Weighs how close the nearest of its own changes comes to this one. */
    private void look(String attribute, String value, double... share) {
        var walk = new Walk(share);
        int n = share.length;
        int blocks = Math.min(BLOCKS, n);
        List<Levels.Cut> cuts =
                Levels.in(Scores.normal(walk.means(blocks)), 1, MAX_P_VALUE).cuts();
        double closest = 1;
        for (int i = 0; i < cuts.size(); i++) {
            int left = i == 0 ? 0 : Walk.start(cuts.get(i - 1).at(), n, blocks);
            int right = i == cuts.size() - 1 ? n : Walk.start(cuts.get(i + 1).at(), n, blocks);
            int at = walk.place(left, right, Walk.start(cuts.get(i).at(), n, blocks), 2 * n / blocks, 1)
                    .at();
            double chance = Math.min(1, cuts.size() * (2.0 * Math.abs(at - change.at()) + 1) / n);
            closest = Math.min(closest, Math.max(chance, cuts.get(i).pValue()));
        }
        seen.add(new Companion(attribute, value, walk.mean(from, change.at()), walk.mean(change.at(), until), closest));
    }

    private static double share(int count, int all) {
        return all == 0 ? 0 : (double) count / all;
    }
}

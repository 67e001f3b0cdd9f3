package dev.afterwise.benchmarks;

import dev.afterwise.learn.change.ChangePoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Change points of series whose changes are known, against saying nothing and against binary segmentation, by the two measures of the
 * Turing Change Point Dataset (van den Burg and Williams, 2020): F1 with a margin of five places, the beginning counting as a change,
 * and how well the stretches cover the true ones.
 */
final class LearnChangepoints implements Benchmark {
    private static final int MARGIN = 5;
    private static final int MOST = 5;

    private enum Who {
        NEVER,
        BINARY_SEGMENTATION,
        OURS
    }

    @Override
    public String name() {
        return "learn.changepoints";
    }

    @Override
    public String compares() {
        return "F1 of change points, against that of the better of saying nothing and binary segmentation";
    }

    @Override
    public Target target() {
        return Target.atLeast(1);
    }

    @Override
    public int usualRounds() {
        return 20;
    }

    @Override
    public double measure(Report report, int rounds) {
        var random = new SplittableRandom(2020);
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("series", "never F1 / cover", "binary segmentation", "ours"));
        var sums = new double[Who.values().length][2];
        for (ChangingSeries.Shape shape : ChangingSeries.Shape.values()) {
            var means = new double[sums.length][2];
            for (int round = 0; round < rounds; round++) {
                ChangingSeries series = ChangingSeries.make(shape, random);
                for (int who = 0; who < means.length; who++) {
                    List<Integer> found = found(who, series.values());
                    means[who][0] += f1(series.changes(), found) / rounds;
                    means[who][1] += cover(series.values().size(), series.changes(), found) / rounds;
                }
            }
            rows.add(row(shape.name().toLowerCase(Locale.ROOT).replace('_', ' '), means));
            for (int who = 0; who < sums.length; who++) {
                sums[who][0] += means[who][0] / ChangingSeries.Shape.values().length;
                sums[who][1] += means[who][1] / ChangingSeries.Shape.values().length;
            }
        }
        rows.add(row("mean", sums));
        report.table(rows);
        return sums[2][0] / Math.max(sums[0][0], sums[1][0]);
    }

    private static List<String> row(String name, double[][] means) {
        var row = new ArrayList<String>();
        row.add(name);
        for (double[] each : means) {
            row.add(String.format(Locale.ROOT, "%.3f / %.3f", each[0], each[1]));
        }
        return row;
    }

    private static List<Integer> found(int who, List<Double> values) {
        double[] series = values.stream().mapToDouble(Double::doubleValue).toArray();
        return switch (who) {
            case 0 -> List.of();
            case 1 -> segmented(series);
            default -> Arrays.stream(ChangePoints.in(series)).boxed().toList();
        };
    }

    /** At most five cuts, each the best of all that is left, for as long as it is worth three logarithms of the length. */
    private static List<Integer> segmented(double... series) {
        double[] steps = new double[series.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.abs(series[i + 1] - series[i]);
        }
        Arrays.sort(steps);
        double unit = Math.pow(1.4826 * steps[steps.length / 2], 2) / 2;
        var cuts = new TreeSet<>(List.of(0, series.length));
        for (int i = 0; i < MOST; i++) {
            double most = 3 * Math.log(series.length) * unit;
            int best = 0;
            for (int from : cuts) {
                Integer until = cuts.higher(from);
                for (int at = from + 1; until != null && at < until; at++) {
                    double gain = gain(series, from, at, until);
                    if (gain > most) {
                        most = gain;
                        best = at;
                    }
                }
            }
            cuts.add(best);
        }
        cuts.removeAll(List.of(0, series.length));
        return List.copyOf(cuts);
    }

    private static double gain(double[] series, int from, int at, int until) {
        double before = Arrays.stream(series, from, at).average().orElse(0);
        double after = Arrays.stream(series, at, until).average().orElse(0);
        return (before - after) * (before - after) * (at - from) * (until - at) / (until - from);
    }

    private static double f1(List<Integer> changes, List<Integer> found) {
        double hits = 1.0 + near(changes, found);
        double recall = hits / (changes.size() + 1);
        double precision = Math.min(hits, 1.0 + near(found, changes)) / (found.size() + 1);
        return 2 * precision * recall / (precision + recall);
    }

    private static long near(List<Integer> ones, List<Integer> others) {
        return ones.stream()
                .filter(each -> others.stream().anyMatch(other -> Math.abs(each - other) <= MARGIN))
                .count();
    }

    /** The best overlap of each true stretch with one that was found, weighted by its length. */
    private static double cover(int n, List<Integer> changes, List<Integer> found) {
        double cover = 0;
        for (int i = 0; i <= changes.size(); i++) {
            int from = i == 0 ? 0 : changes.get(i - 1);
            int until = i == changes.size() ? n : changes.get(i);
            double best = 0;
            for (int j = 0; j <= found.size(); j++) {
                int start = j == 0 ? 0 : found.get(j - 1);
                int end = j == found.size() ? n : found.get(j);
                double common = Math.max(0, Math.min(until, end) - Math.max(from, start));
                best = Math.max(best, common / (Math.max(until, end) - Math.min(from, start)));
            }
            cover += best * (until - from) / n;
        }
        return cover;
    }
}

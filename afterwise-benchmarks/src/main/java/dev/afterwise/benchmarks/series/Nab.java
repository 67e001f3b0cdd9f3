package dev.afterwise.benchmarks.series;

import dev.afterwise.benchmarks.series.Labelled.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The standard score of the Numenta Anomaly Benchmark, by its published rules (Lavin and Ahmad, "Evaluating real-time anomaly
 * detection algorithms", ICMLA 2015): 0 for a detector that never says anything, 100 for one that says all at once and nothing
 * else.
 *
 * <p>The first detection in a window gains up to 1, the earlier the more; a window without one costs 1; a detection elsewhere
 * costs up to .11, less just after a window. What is said of the first 15 % of a series, at most 750 values, doesn't count. One
 * threshold serves for all series: that at which the score is highest.
 */
public final class Nab {
    private static final double FALSE_ALARM = .11;
    private static final double STEEPNESS = 5;
    private static final double FAR = 3;

    /** What a threshold gives. */
    public record Result(double score, double threshold, int windows, int found, int falseAlarms) {}

    /** @param window its number, or -1 outside of all */
    private record Said(double score, int window, double gain) {}

    private Nab() {}

    /** @param scores of each series, in the same order: its scores */
    public static Result best(List<Labelled> series, List<double[]> scores) {
        return at(series, scores, Double.NaN);
    }

    /** At a threshold that was chosen elsewhere. */
    public static Result at(List<Labelled> series, List<double[]> scores, double threshold) {
        var said = new ArrayList<Said>();
        int windows = 0;
        for (int i = 0; i < series.size(); i++) {
            add(series.get(i), scores.get(i), windows, said);
            windows += series.get(i).windows().size();
        }
        said.sort(Comparator.comparingDouble(Said::score).reversed());
        return sweep(said, windows, threshold);
    }

    private static Result sweep(List<Said> said, int windows, double threshold) {
        boolean isFree = Double.isNaN(threshold);
        var gains = new double[windows];
        Arrays.fill(gains, -1);
        double total = -windows;
        int found = 0;
        int falseAlarms = 0;
        var best = new Result(total, Double.MAX_VALUE, windows, 0, 0);
        for (int i = 0; i < said.size(); ) {
            double score = said.get(i).score;
            if (!isFree && score < threshold) {
                break;
            }
            for (; i < said.size() && said.get(i).score == score; i++) {
                Said each = said.get(i);
                if (each.window < 0) {
                    total += each.gain;
                    falseAlarms++;
                } else if (each.gain > gains[each.window]) {
                    found += gains[each.window] < 0 ? 1 : 0;
                    total += each.gain - gains[each.window];
                    gains[each.window] = each.gain;
                }
            }
            if (!isFree || total > best.score) {
                best = new Result(total, score, windows, found, falseAlarms);
            }
        }
        double normal = windows == 0 ? best.score : 100 * (best.score + windows) / (2.0 * windows);
        return new Result(normal, best.threshold, windows, best.found, best.falseAlarms);
    }

    private static void add(Labelled series, double[] scores, int first, List<Said> to) {
        List<Span> windows = series.windows();
        for (int i = series.probation(); i < series.size(); i++) {
            if (scores[i] <= 0) {
                continue;
            }
            int inside = -1;
            int before = -1;
            for (int w = 0; w < windows.size(); w++) {
                inside = windows.get(w).holds(i) ? w : inside;
                before = i > windows.get(w).to() ? w : before;
            }
            if (inside >= 0) {
                Span window = windows.get(inside);
                double position = -(double) (window.to() - i + 1) / window.length();
                to.add(new Said(scores[i], first + inside, value(position) / value(-1)));
            } else {
                double position = before < 0
                        ? FAR + 1
                        : (double) (i - windows.get(before).to())
                                / (windows.get(before).length() - 1);
                to.add(new Said(scores[i], -1, FALSE_ALARM * value(position)));
            }
        }
    }

    /** Of a detection there: -1 is where a window begins, 0 where it ends. */
    private static double value(double position) {
        return position > FAR ? -1 : 2 / (1 + Math.exp(STEEPNESS * position)) - 1;
    }
}

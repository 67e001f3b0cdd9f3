package dev.afterwise.learn.estimates;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How durations grow with the amount of work: as a power of one of the numbers that runs are told.
 *
 * <p>Of the numbers that go with the durations more clearly than chance would have any of them do (the correlation of the logarithms,
 * with a correction for how many there are to look at), the clearest is taken. Where none does, durations stay what they are.
 *
 * @param attribute the number, or null if none explains anything
 * @param power by which durations grow; 1 in proportion to it
 * @param least the smallest number that was seen
 * @param most the largest number that was seen
 */
record Scaling(@Nullable String attribute, double power, double least, double most) {
    private static final Scaling NONE = new Scaling(null, 0, 1, 1);
    private static final int FEWEST = 8;
    private static final double FALSE_ALARMS = .01;
    private static final double STEEPEST = 3;

    /** Beyond what was seen, the power is believed up to so many times as much, or as little. */
    private static final double BEYOND = 4;

    /** A duration, and the numbers its run was told. */
    record Point(Map<String, Double> numbers, double seconds) {}

    static Scaling of(List<Point> points) {
        Set<String> names = new TreeSet<>();
        points.forEach(point -> names.addAll(point.numbers().keySet()));
        Scaling best = NONE;
        double least = FALSE_ALARMS;
        for (String name : names) {
            List<Point> known = points.stream()
                    .filter(point -> point.seconds() > 0 && point.numbers().containsKey(name))
                    .toList();
            double[] x = known.stream()
                    .mapToDouble(point -> Math.log(point.numbers().getOrDefault(name, 1.0)))
                    .toArray();
            double[] y = known.stream()
                    .mapToDouble(point -> Math.log(point.seconds()))
                    .toArray();
            var line = line(x, y);
            if (line != null && line.pValue * names.size() < least) {
                least = line.pValue * names.size();
                best = new Scaling(
                        name,
                        Math.clamp(line.slope, -STEEPEST, STEEPEST),
                        Math.exp(Arrays.stream(x).min().orElse(0)),
                        Math.exp(Arrays.stream(x).max().orElse(0)));
            }
        }
        return best;
    }

    private record Line(double slope, double pValue) {}

    private static @Nullable Line line(double[] x, double[] y) {
        int n = x.length;
        if (n < FEWEST) {
            return null;
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        if (xx < 1e-12 || yy < 1e-12) {
            return null;
        }
        double r = Math.min(1 - 1e-12, Math.abs(xy) / Math.sqrt(xx * yy));
        double t = r * Math.sqrt((n - 2) / (1 - r * r));
        return new Line(xy / xx, 2 * TDistribution.of(n - 2.0).survivalProbability(t));
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElse(0);
    }

    /** What took so long for these numbers, for those. */
    double scaled(double seconds, Map<String, Double> then, Map<String, Double> now) {
        if (attribute == null) {
            return seconds;
        }
        Double past = then.get(attribute);
        Double here = now.get(attribute);
        if (past == null || here == null) {
            return seconds;
        }
        double believed = Math.clamp(here, least / BEYOND, most * BEYOND);
        return seconds * Math.pow(believed / past, power);
    }
}

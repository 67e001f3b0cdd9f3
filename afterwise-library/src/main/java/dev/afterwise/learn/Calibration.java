package dev.afterwise.learn;

import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Recommendation;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How far one kind of advice keeps what it promises: what was expected of those recommendations that were measured to an end, and
 * what came of them.
 *
 * <p>What is recommended is what looked best, and looks better than it is by that alone; so the ratio of realised to expected is
 * usually less than one. Differences are compared within each recommendation (Student's interval of their mean), and each counts
 * alike, however many runs it was measured on.
 *
 * @param kind of change, in the word of {@link dev.afterwise.Change#kind}
 * @param measure of all effects here
 * @param kept how many were measured to an end, and how many of those were improvements and stayed
 * @param rolledBack how many did harm and were taken back
 * @param expected the mean of what was promised
 * @param realised the mean of what was measured
 * @param excess the 95 % interval of realised minus expected; null for fewer than three
 * @param inside how many were measured, and for how many of those the measured effect lay in the interval that was promised
 */
public record Calibration(
        String kind,
        Measure measure,
        Tally kept,
        long rolledBack,
        double expected,
        double realised,
        @Nullable Interval excess,
        Tally inside) {
    private static final int FEWEST = 3;

    /** One for each kind of advice and measure of which something was measured to an end, by kind. */
    public static List<Calibration> of(Collection<Recommendation> all) {
        return all.stream()
                .filter(Calibration::isMeasured)
                .collect(Collectors.groupingBy(
                        each -> List.of(
                                each.change().kind(), each.evidence().measure().name()),
                        () -> new TreeMap<>(Comparator.<List<String>, String>comparing(List::getFirst)
                                .thenComparing(List::getLast)),
                        Collectors.toList()))
                .values()
                .stream()
                .map(Calibration::group)
                .toList();
    }

    private static boolean isMeasured(Recommendation each) {
        return each.isMeasured() && Objects.requireNonNull(each.measurement()).realised() != null;
    }

    /** What of each unit promised has come; NaN if nothing was promised. */
    public double ratio() {
        return expected == 0 ? Double.NaN : realised / expected;
    }

    private static Calibration group(List<Recommendation> measured) {
        long n = measured.size();
        double[] promised =
                measured.stream().mapToDouble(each -> each.evidence().effect()).toArray();
        double[] come =
                measured.stream().mapToDouble(each -> realised(each).effect()).toArray();
        double[] excess = new double[promised.length];
        for (int i = 0; i < excess.length; i++) {
            excess[i] = come[i] - promised[i];
        }
        return new Calibration(
                measured.getFirst().change().kind(),
                measured.getFirst().evidence().measure(),
                new Tally(n, count(measured, Status.KEPT)),
                count(measured, Status.ROLLED_BACK),
                mean(promised),
                mean(come),
                excess.length < FEWEST ? null : interval(excess),
                new Tally(n, measured.stream().filter(Calibration::isInside).count()));
    }

    private static long count(List<Recommendation> all, Status status) {
        return all.stream().filter(each -> each.status() == status).count();
    }

    private static boolean isInside(Recommendation measured) {
        double effect = realised(measured).effect();
        return effect >= measured.evidence().low()
                && effect <= measured.evidence().high();
    }

    private static Evidence realised(Recommendation measured) {
        return Objects.requireNonNull(
                Objects.requireNonNull(measured.measurement()).realised());
    }

    private static Interval interval(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double half = error * TDistribution.of(values.length - 1).inverseSurvivalProbability(.025);
        return new Interval(mean - half, mean + half);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}

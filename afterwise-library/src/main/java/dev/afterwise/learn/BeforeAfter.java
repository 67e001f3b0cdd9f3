package dev.afterwise.learn;

import dev.afterwise.Aim;
import dev.afterwise.Measure;
import dev.afterwise.learn.experiment.Gain;
import dev.afterwise.learn.experiment.Observation;
import dev.afterwise.learn.experiment.Observation.Result;
import dev.afterwise.learn.experiment.Verdict;
import dev.afterwise.learn.experiment.Verdict.Better;
import dev.afterwise.learn.experiment.Verdict.KeepGoing;
import dev.afterwise.learn.experiment.Verdict.NoDifference;
import dev.afterwise.learn.experiment.Verdict.Worse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What came of a change that all runs are under at once: the time after it is compared with the time before. It is the weaker
 * kind of measurement, for whatever else changed in between is in the gain; it is for what can't be drawn run by run.
 *
 * <p>Runs are no independent draws over time: outages and loads come in stretches. So both times are cut into slices of consecutive
 * runs, as many before as {@link #SLICES} at most and after of the same size, and the means of slices are compared, which vary by as
 * much as such stretches do (Welch's interval). What drifts slower than all of it can't be told from the change.
 *
 * <p>It may be read after every run. It is looked into at {@link #LOOKS} only, and the chance of being wrong is shared out among
 * these looks (Bonferroni), so that the interval holds however often somebody reads; in between, the last look stands.
 */
public final class BeforeAfter {
    private static final double MISSED = .05;
    /** How many slices there are before, at most. */
    private static final int SLICES = 20;

    private static final int FEWEST_SLICES = 4;
    private static final int SMALLEST_SLICE = 10;
    /** After how many slices it is looked into. */
    private static final List<Integer> LOOKS = List.of(4, 6, 9, 14, 20, 30, 45);

    private final Aim aim;
    private final List<Observation> before;
    private final List<Observation> after;
    private final int slice;

    private BeforeAfter(Aim aim, Collection<Observation> before, Collection<Observation> after) {
        this.aim = aim;
        this.before = decided(before);
        this.after = decided(after);
        this.slice = Math.max(SMALLEST_SLICE, this.before.size() / SLICES);
    }

    /**
     * What is known of a change.
     *
     * @param before how runs went without it, in any order
     * @param after how they went with it
     */
    public static Verdict read(
            Aim aim, Collection<Observation> before, Collection<Observation> after, Instant since, Instant now) {
        return new BeforeAfter(aim, before, after).verdict(Duration.between(since, now));
    }

    private static List<Observation> decided(Collection<Observation> all) {
        return all.stream()
                .filter(Observation::isDecided)
                .sorted(Comparator.comparing(Observation::at).thenComparing(Observation::key))
                .toList();
    }

    private Verdict verdict(Duration age) {
        boolean isOver = after.size() >= aim.runs() || age.compareTo(aim.longest()) >= 0;
        if (before.size() / slice < FEWEST_SLICES || after.size() / slice < FEWEST_SLICES) {
            String because = """
                    It takes %d runs before and after that worked or failed, but there are %,d and %,d.""".formatted(FEWEST_SLICES * slice, before.size(), after.size());
            return isOver ? new NoDifference("", Gain.UNKNOWN, because) : new KeepGoing(because);
        }
        Gain success = gain(each -> each.result() == Result.WORKED ? 1 : 0, leastVariance());
        boolean isAboutSuccess = aim.measure() == Measure.SUCCESS_RATE;
        Gain gain = isAboutSuccess ? success : gain(each -> -each.seconds(), 0);
        if (success.high() < 0) {
            return new Worse("", gain, "It succeeds less often than before: %s.".formatted(points(success)));
        }
        if (gain.high() < 0) {
            return new Worse("", gain, "It is worse than before: %s.".formatted(words(gain)));
        }
        if (gain.low() > 0) {
            return new Better("", gain, "It is better than before: %s.".formatted(words(gain)));
        }
        if (isOver || after.size() / slice >= LOOKS.getLast()) {
            return new NoDifference(
                    "", gain, "After %,d runs nothing is proven: %s.".formatted(after.size(), words(gain)));
        }
        return new KeepGoing(
                gain.isKnown()
                        ? "Nothing is proven yet: %s.".formatted(words(gain))
                        : "It is not known yet how long runs take.");
    }

    private Gain gain(ToDoubleFunction<Observation> number, double leastVariance) {
        double[] earlier = slices(before, number);
        double[] later = slices(after, number);
        int looked = LOOKS.stream().filter(look -> look <= later.length).reduce(0, Math::max);
        if (earlier.length < FEWEST_SLICES || looked == 0) {
            return Gain.UNKNOWN;
        }
        return welch(earlier, Arrays.copyOf(later, looked), leastVariance);
    }

    /** The means of whole slices: of those before the newest ones, of those after the oldest. */
    private double[] slices(List<Observation> runs, ToDoubleFunction<Observation> number) {
        double[] known =
                runs.stream().mapToDouble(number).filter(Double::isFinite).toArray();
        int count = known.length / slice;
        List<Double> means = new ArrayList<>();
        int from = runs.equals(before) ? known.length - count * slice : 0;
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int j = 0; j < slice; j++) {
                sum += known[from + i * slice + j];
            }
            means.add(sum / slice);
        }
        return means.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** How much the rate of a slice varies at least, had there been one more success and one more failure in all. */
    private double leastVariance() {
        double runs = before.size() + after.size() + 2.0;
        double worked = 1;
        for (List<Observation> side : List.of(before, after)) {
            worked +=
                    side.stream().filter(each -> each.result() == Result.WORKED).count();
        }
        return worked / runs * (1 - worked / runs) / slice;
    }

    private static Gain welch(double[] before, double[] after, double leastVariance) {
        double one = Math.max(leastVariance, variance(before)) / before.length;
        double other = Math.max(leastVariance, variance(after)) / after.length;
        double gain = mean(after) - mean(before);
        if (one + other == 0) {
            return Gain.UNKNOWN;
        }
        double freedom =
                (one + other) * (one + other) / (one * one / (before.length - 1) + other * other / (after.length - 1));
        double half = Math.sqrt(one + other)
                * TDistribution.of(freedom).inverseSurvivalProbability(MISSED / LOOKS.size() / 2);
        return new Gain(gain, gain - half, gain + half);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }

    private String words(Gain gain) {
        return aim.measure() == Measure.SUCCESS_RATE
                ? points(gain)
                : String.format(
                        Locale.ROOT, "%.2g s saved a run (%.2g s to %.2g s)", gain.estimate(), gain.low(), gain.high());
    }

    private static String points(Gain gain) {
        return String.format(
                Locale.ROOT,
                "%+.1f points of success (%+.1f to %+.1f)",
                gain.estimate() * 100,
                gain.low() * 100,
                gain.high() * 100);
    }
}

package dev.afterwise.benchmarks.plans;

import dev.afterwise.learn.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How much better plans did one way than another, on the same luck.
 *
 * <p>Intervals hold 95 % of what comes out where pairs of runs are drawn again with replacement, scene by scene (Efron and
 * Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13: percentiles). With 30 pairs a scene they are somewhat too narrow.
 *
 * @param scenes the pairs of each scene, at least one
 */
public record Improvement(List<List<Pair>> scenes) {
    private static final int DRAWS = 4_000;

    /** A difference, and between what it lies. */
    public record Found(double value, Interval interval) {
        /** Such as {@code +12.3 (4.5 to 20.1)}, of shares in hundredths. */
        public String text() {
            return "%+.1f (%.1f to %.1f)".formatted(100 * value, 100 * interval.low(), 100 * interval.high());
        }
    }

    public Improvement {
        scenes = scenes.stream().map(List::copyOf).toList();
    }

    /** What came of the second way, against the first. */
    public static Improvement of(List<Play> plays, Way before, Way after) {
        return new Improvement(plays.stream()
                .map(play -> Pair.of(play.compared(), before, after))
                .toList());
    }

    /** By how much the share of completed runs is higher. */
    public Found completion() {
        return found(pairs -> share(pairs, Pair::after) - share(pairs, Pair::before));
    }

    /** By which share the runs take longer, of those that were completed both ways. */
    public Found time() {
        return found(pairs -> {
            List<Pair> both = pairs.stream().filter(Pair::bothCompleted).toList();
            return both.isEmpty() ? 0 : seconds(both, Pair::after) / seconds(both, Pair::before) - 1;
        });
    }

    /** By which share more time is spent, all in all, for each completed run. */
    public Found timePerCompletion() {
        return found(pairs -> {
            double after = seconds(pairs, Pair::after) / Math.max(.5, (double) completed(pairs, Pair::after));
            return after / (seconds(pairs, Pair::before) / Math.max(.5, (double) completed(pairs, Pair::before))) - 1;
        });
    }

    private Found found(ToDoubleFunction<List<Pair>> figure) {
        var random = new SplittableRandom(2026);
        double[] drawn = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            List<Pair> again = new ArrayList<>();
            for (List<Pair> scene : scenes) {
                scene.forEach(ignored -> again.add(scene.get(random.nextInt(scene.size()))));
            }
            drawn[i] = figure.applyAsDouble(again);
        }
        Arrays.sort(drawn);
        List<Pair> all = scenes.stream().flatMap(List::stream).toList();
        return new Found(
                figure.applyAsDouble(all), new Interval(drawn[(int) (.025 * DRAWS)], drawn[(int) (.975 * DRAWS) - 1]));
    }

    private static double share(List<Pair> pairs, Side side) {
        return (double) completed(pairs, side) / pairs.size();
    }

    private static long completed(List<Pair> pairs, Side side) {
        return pairs.stream().filter(pair -> side.of(pair).completed()).count();
    }

    private static double seconds(List<Pair> pairs, Side side) {
        return pairs.stream().mapToDouble(pair -> side.of(pair).seconds()).sum();
    }

    @FunctionalInterface
    private interface Side {
        Ran of(Pair pair);
    }
}

package dev.afterwise.benchmarks.series;

import com.amazon.randomcutforest.RandomCutForest;
import dev.afterwise.learn.anomaly.SeriesWatch;
import java.time.Instant;
import java.util.List;

/** Something that scores each value of a series by those up to it. */
public interface Detector {
    String name();

    double[] scores(Labelled series);

    /** Ours, and what it is compared with, each of them with several settings. */
    static List<Detector> all() {
        return List.of(
                new Ours(),
                new MovingAverage(.005),
                new MovingAverage(.02),
                new MovingAverage(.1),
                new Forest(1),
                new Forest(4),
                new Forest(10));
    }

    /** {@link SeriesWatch}. */
    record Ours() implements Detector {
        @Override
        public String name() {
            return "afterwise";
        }

        @Override
        public double[] scores(Labelled series) {
            var watch = new SeriesWatch();
            var scores = new double[series.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = watch.next(Instant.ofEpochSecond(series.second(i)), series.value(i));
            }
            return scores;
        }
    }

    /**
     * How many standard deviations a value is from the mean, both exponentially weighted.
     *
     * @param weight of the newest value
     */
    record MovingAverage(double weight) implements Detector {
        @Override
        public String name() {
            return "EWMA z-score, weight " + weight;
        }

        @Override
        public double[] scores(Labelled series) {
            var scores = new double[series.size()];
            double mean = series.value(0);
            double variance = 0;
            for (int i = 1; i < scores.length; i++) {
                double difference = series.value(i) - mean;
                scores[i] = variance == 0 ? 0 : Math.abs(difference) / Math.sqrt(variance);
                mean += weight * difference;
                variance = (1 - weight) * (variance + weight * difference * difference);
            }
            return scores;
        }
    }

    /**
     * Amazon's {@link RandomCutForest} of 50 trees over 256 shingles each.
     *
     * @param shingle so many values in a row are a point
     */
    record Forest(int shingle) implements Detector {
        private static final int TREES = 50;
        private static final int SAMPLE = 256;

        @Override
        public String name() {
            return "random cut forest, shingle " + shingle;
        }

        @Override
        public double[] scores(Labelled series) {
            RandomCutForest forest = RandomCutForest.builder()
                    .dimensions(shingle)
                    .shingleSize(shingle)
                    .internalShinglingEnabled(shingle > 1)
                    .numberOfTrees(TREES)
                    .sampleSize(SAMPLE)
                    .randomSeed(series.name().hashCode())
                    .build();
            var scores = new double[series.size()];
            for (int i = 0; i < scores.length; i++) {
                float[] value = {(float) series.value(i)};
                scores[i] = forest.isOutputReady() ? forest.getAnomalyScore(value) : 0;
                forest.update(value);
            }
            return scores;
        }
    }
}

package dev.afterwise.learn.durations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.learn.durations.Durations.Done;
import dev.afterwise.testkit.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DurationsTest {
    private final RandomGenerator random = Seeded.random();

    @Test
    void whatIsTwiceAsLargeTakesTwiceAsLongIfItAlwaysDid() {
        Durations learned = Durations.of(runs(12, 20, piece -> piece.size() / 100));
        for (double size : new double[] {200, 1_000, 5_000}) {
            Estimate estimate =
                    learned.estimate(List.of(new Piece("map", size, List.of()))).getFirst();
            assertThat(estimate.likely()).isCloseTo(size / 100, within(size / 100 * .15));
            assertThat(estimate.low()).isLessThanOrEqualTo(estimate.likely());
            assertThat(estimate.high()).isGreaterThanOrEqualTo(estimate.likely());
            assertThat(estimate.sample()).isPositive();
        }
    }

    @Test
    void whatItWaitsForTellsMoreThanSizeIfThatWasSo() {
        List<List<Done>> runs = new ArrayList<>();
        for (int run = 0; run < 15; run++) {
            runs.add(afterAndAlone());
        }
        List<Done> next = afterAndAlone();
        List<Estimate> estimates =
                Durations.of(runs).estimate(next.stream().map(Done::piece).toList());
        assertThat(estimates.get(1).likely()).isCloseTo(10, within(2.0));
        assertThat(estimates.get(2).likely()).isCloseTo(1, within(.2));
    }

    /** A piece of the same kind takes ten times as long if it waits for another; its size tells nothing. */
    private List<Done> afterAndAlone() {
        return List.of(
                new Done(new Piece("first", 1, List.of()), noisy(1)),
                new Done(new Piece("second", random.nextInt(1_000), List.of(0)), noisy(10)),
                new Done(new Piece("second", random.nextInt(1_000), List.of()), noisy(1)));
    }

    @RepeatedTest(3)
    void theIntervalHoldsAboutFourOfFive(RepetitionInfo repetition) {
        double spread = repetition.getCurrentRepetition() * .3;
        ToDoubleFunction<Piece> seconds = piece -> Math.sqrt(piece.size()) * Math.exp(spread * random.nextGaussian());
        int held = 0;
        int asked = 0;
        Durations learned = Durations.of(runs(20, 30, seconds));
        for (List<Done> run : runs(30, 30, seconds)) {
            List<Estimate> estimates =
                    learned.estimate(run.stream().map(Done::piece).toList());
            for (int i = 0; i < run.size(); i++) {
                double took = run.get(i).seconds();
                held += took >= estimates.get(i).low()
                                && took <= estimates.get(i).high()
                        ? 1
                        : 0;
                asked++;
            }
        }
        assertThat((double) held / asked).isBetween(.74, .87);
    }

    @Test
    void theSameHistoryIsLearnedFromInTheSameWay() {
        List<List<Done>> runs = runs(8, 10, piece -> noisy(piece.size()));
        List<Piece> asked = runs.getFirst().stream().map(Done::piece).toList();
        assertThat(Durations.of(runs).estimate(asked))
                .isEqualTo(Durations.of(runs).estimate(asked));
    }

    @Test
    void ofWhatWasNeverSeenTheTypicalIsExpected() {
        Durations learned = Durations.of(List.of(List.of(
                new Done(new Piece("one", 0, List.of()), 1),
                new Done(new Piece("one", 0, List.of()), 2),
                new Done(new Piece("one", 0, List.of()), 9))));
        assertThat(learned.estimate(List.of(new Piece("other", 5, List.of()))).getFirst())
                .isEqualTo(new Estimate(2, 1, 2, 3));
        assertThat(learned.estimate(List.of())).isEmpty();
    }

    @Test
    void oneRunOfOnePieceIsEnough() {
        Durations learned = Durations.of(List.of(List.of(new Done(new Piece("one", 7, List.of()), 3))));
        assertThat(learned.estimate(List.of(new Piece("one", 9, List.of())))
                        .getFirst()
                        .likely())
                .isCloseTo(3, within(1e-9));
        assertThatThrownBy(() -> Durations.of(List.of(List.of()))).hasMessageContaining("there are none");
        assertThatThrownBy(() -> new Piece("one", -1, List.of())).hasMessageContaining("must not be negative");
    }

    @Test
    void whereSomeTakeVeryLongTheMeanIsMoreThanWhatIsLikely() {
        assertThat(new Estimate(3, 1, 20, 9).mean()).isCloseTo(7.5, within(1e-9));
    }

    private List<List<Done>> runs(int runs, int pieces, ToDoubleFunction<Piece> seconds) {
        List<List<Done>> all = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            List<Done> done = new ArrayList<>();
            for (int i = 0; i < pieces; i++) {
                Piece piece = new Piece("map", Math.exp(4 + 5 * random.nextDouble()), List.of());
                done.add(new Done(piece, seconds.applyAsDouble(piece)));
            }
            all.add(done);
        }
        return all;
    }

    private double noisy(double seconds) {
        return seconds * Math.exp(.1 * random.nextGaussian());
    }
}

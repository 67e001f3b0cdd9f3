package dev.afterwise.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Measurement;
import dev.afterwise.Recommendation;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static int made;

    private static Recommendation measured(
            double expected, @Nullable Double realised, Status status, @Nullable Instant until) {
        Evidence promised = evidence(expected);
        var measurement =
                new Measurement(Instant.EPOCH, until, "12ab34cd", realised == null ? null : evidence(realised), "");
        return Recommendation.propose(new Change.RetryUpTo(Subject.step("t", "s" + made++), 3), "", promised)
                .with(status)
                .with(measurement);
    }

    private static Evidence evidence(double effect) {
        return new Evidence(80, Measure.SUCCESS_RATE, effect, effect - .1, effect + .1, Double.NaN, List.of());
    }

    @Test
    void comparesWhatWasPromisedWithWhatCame() {
        Calibration it = Calibration.of(List.of(
                        measured(.2, .1, Status.KEPT, Instant.EPOCH),
                        measured(.3, .15, Status.KEPT, Instant.EPOCH),
                        measured(.1, -.05, Status.ROLLED_BACK, Instant.EPOCH),
                        measured(.2, .0, Status.EXPIRED, Instant.EPOCH)))
                .getFirst();

        assertThat(it.kind()).isEqualTo("retry_up_to");
        assertThat(it.kept()).isEqualTo(new Tally(4, 2));
        assertThat(it.rolledBack()).isEqualTo(1);
        assertThat(it.expected()).isCloseTo(.2, within(1e-12));
        assertThat(it.realised()).isCloseTo(.05, within(1e-12));
        assertThat(it.ratio()).isCloseTo(.25, within(1e-12));
        assertThat(it.inside()).isEqualTo(new Tally(4, 1));
        // The differences are -.1, -.15, -.15 and -.2: their mean -.15, its standard error .0204, Student's t 3.182.
        Interval excess = Objects.requireNonNull(it.excess());
        assertThat(excess.low()).isCloseTo(-.15 - .065, within(1e-3));
        assertThat(excess.high()).isCloseTo(-.15 + .065, within(1e-3));
    }

    @Test
    void leavesOutWhatWasNotMeasuredToTheEnd() {
        assertThat(Calibration.of(List.of(
                        measured(.2, .1, Status.ROLLED_BACK, null),
                        measured(.2, null, Status.EXPIRED, Instant.EPOCH),
                        Recommendation.propose(new Change.RetryUpTo(Subject.task("t"), 2), "", evidence(.2)))))
                .isEmpty();
    }

    @Test
    void saysNothingOfTheDifferenceOfTwo() {
        assertThat(Calibration.of(List.of(
                                measured(.2, .1, Status.KEPT, Instant.EPOCH),
                                measured(.2, .2, Status.KEPT, Instant.EPOCH)))
                        .getFirst()
                        .excess())
                .isNull();
    }
}

package dev.afterwise.learn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VigilTest {
    private final RandomGenerator random = new SplittableRandom(2026);

    private double took(double median) {
        return median * Math.exp(.5 * random.nextGaussian());
    }

    private Baseline normal() {
        return Baseline.of(IntStream.range(0, 2_000).mapToDouble(i -> took(1)).toArray());
    }

    @Test
    void raisesFewFalseAlarmsHoweverLongItWatches() {
        int alarms = 0;
        for (int run = 0; run < 10; run++) {
            var durations = new Vigil(Aspect.DURATION, normal());
            var successes = new Vigil(Aspect.SUCCESS, new Baseline(2_000, .9, .3, 1, 1, 1));
            for (int i = 0; i < 50_000; i++) {
                alarms += durations.next(took(1)).isPresent() ? 1 : 0;
                alarms += successes.next(random.nextDouble() < .9 ? 1 : 0).isPresent() ? 1 : 0;
            }
        }
        // 500,000 executions in three ways: 15 are allowed on average.
        assertThat(alarms).isLessThanOrEqualTo(20);
    }

    @Test
    void seesARiseOfP95WithinAFewHundredExecutions() {
        int slow = 0;
        for (int run = 0; run < 50; run++) {
            var vigil = new Vigil(Aspect.DURATION, normal());
            Optional<Vigil.Alarm> alarm = Optional.empty();
            for (int i = 0; i < 400 && alarm.isEmpty(); i++) {
                alarm = vigil.next(took(1.4));
            }
            slow += alarm.isEmpty() ? 1 : 0;
        }
        assertThat(slow).isLessThanOrEqualTo(2);
    }

    @Test
    void seesWithinTwentyExecutionsThatHalfOfThemFail() {
        int late = 0;
        for (int run = 0; run < 50; run++) {
            var vigil = new Vigil(Aspect.SUCCESS, new Baseline(1_000, .95, .2, 1, 1, 1));
            Optional<Vigil.Alarm> alarm = Optional.empty();
            for (int i = 0; i < 40 && alarm.isEmpty(); i++) {
                alarm = vigil.next(random.nextBoolean() ? 1 : 0);
            }
            late += alarm.isEmpty() ? 1 : 0;
        }
        assertThat(late).isLessThanOrEqualTo(2);
    }

    @Test
    void learnsWhatIsNormalWhereNothingIsKnownAndAfterAnAlarm() {
        var vigil = new Vigil(Aspect.SUCCESS);
        for (int i = 0; i < Vigil.LEARNED; i++) {
            assertThat(vigil.next(1)).isEmpty();
        }
        int until = 0;
        while (vigil.next(0).isEmpty()) {
            until++;
        }
        assertThat(until).isLessThan(20);
        for (int i = 0; i < 1_000; i++) {
            assertThat(vigil.next(0)).isEmpty();
        }
    }
}

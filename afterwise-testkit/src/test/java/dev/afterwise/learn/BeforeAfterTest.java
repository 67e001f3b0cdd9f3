package dev.afterwise.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Aim;
import dev.afterwise.learn.experiment.Observation;
import dev.afterwise.learn.experiment.Observation.Result;
import dev.afterwise.learn.experiment.Verdict;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BeforeAfterTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private final RandomGenerator random = Seeded.random();

    /** Runs a minute apart, ending at the change or beginning there. */
    private List<Observation> runs(int count, boolean isBefore, double success, double seconds) {
        var runs = new ArrayList<Observation>();
        for (int i = 0; i < count; i++) {
            Instant at = SINCE.plus(Duration.ofMinutes(isBefore ? i - count : i));
            runs.add(run(at, random.nextDouble() < success, seconds * Math.exp(.3 * random.nextGaussian())));
        }
        return runs;
    }

    private static Observation run(Instant at, boolean worked, double seconds) {
        return new Observation("", at.toString(), at, worked ? Result.WORKED : Result.FAILED, seconds, Double.NaN);
    }

    private static Verdict read(Aim aim, List<Observation> before, List<Observation> after) {
        return BeforeAfter.read(aim, before, after, SINCE, SINCE.plus(Duration.ofDays(1)));
    }

    @Test
    void moreSuccessIsBetter() {
        Verdict verdict = read(Aim.SUCCESS, runs(400, true, .6, 1), runs(400, false, .85, 1));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Better.class, it -> {
            assertThat(it.gain().low()).isPositive();
            assertThat(.25).isBetween(it.gain().low(), it.gain().high());
            assertThat(it.because()).startsWith("It is better than before: +");
        });
    }

    @Test
    void lessTimeIsBetterUnlessSuccessSuffers() {
        assertThat(read(Aim.TIME, runs(400, true, .9, 4), runs(400, false, .9, 2)))
                .isInstanceOf(Verdict.Better.class);
        assertThat(read(Aim.TIME, runs(400, true, .9, 4), runs(400, false, .5, 2)))
                .isInstanceOfSatisfying(
                        Verdict.Worse.class,
                        it -> assertThat(it.because()).startsWith("It succeeds less often than before"));
    }

    @Test
    void lessSuccessIsWorse() {
        assertThat(read(Aim.SUCCESS, runs(400, true, .8, 1), runs(100, false, .4, 1)))
                .isInstanceOf(Verdict.Worse.class);
    }

    @Test
    void waitsForEnoughRunsAndGivesUpAfterWeeks() {
        List<Observation> few = runs(30, false, .9, 1);
        assertThat(read(Aim.SUCCESS, runs(400, true, .5, 1), few)).isInstanceOf(Verdict.KeepGoing.class);
        assertThat(read(Aim.SUCCESS, runs(30, true, .5, 1), runs(400, false, .9, 1)))
                .isInstanceOf(Verdict.KeepGoing.class);
        assertThat(BeforeAfter.read(Aim.SUCCESS, runs(400, true, .5, 1), few, SINCE, SINCE.plus(Duration.ofDays(29))))
                .isInstanceOf(Verdict.NoDifference.class);
    }

    @Test
    void whatAlwaysWorksIsNoCertainty() {
        Verdict verdict = read(Aim.SUCCESS, runs(100, true, 1, 1), runs(100, false, 1, 1));

        assertThat(verdict).isInstanceOf(Verdict.KeepGoing.class);
        assertThat(verdict.because()).contains("Nothing is proven yet");
    }

    /** Outages fall on either side by chance; they are no merit or fault of the change. */
    @Test
    void outagesAreSeldomTakenForTheChangeHoweverOftenOneLooks() {
        int alarms = 0;
        int histories = 200;
        for (int history = 0; history < histories; history++) {
            List<Observation> all = withOutages(900);
            List<Observation> before = all.subList(0, 400);
            List<Observation> after = all.subList(400, 900);
            for (int runs = 40; runs <= after.size(); runs += 20) {
                Verdict verdict = read(Aim.SUCCESS, before, after.subList(0, runs));
                if (verdict instanceof Verdict.Better || verdict instanceof Verdict.Worse) {
                    alarms++;
                    break;
                }
            }
        }
        assertThat(alarms).as("of %d", histories).isLessThanOrEqualTo(histories / 10);
    }

    /** Now and then five to twenty runs in a row mostly fail. */
    private List<Observation> withOutages(int count) {
        var runs = new ArrayList<Observation>();
        int until = -1;
        for (int i = 0; i < count; i++) {
            if (i > until && random.nextDouble() < .01) {
                until = i + random.nextInt(5, 21);
            }
            runs.add(run(SINCE.plus(Duration.ofMinutes(i - 400L)), random.nextDouble() < (i <= until ? .2 : .9), 1));
        }
        return runs;
    }
}

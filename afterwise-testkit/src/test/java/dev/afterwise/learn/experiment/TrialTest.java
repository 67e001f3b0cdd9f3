package dev.afterwise.learn.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Aim;
import dev.afterwise.Experiment;
import dev.afterwise.Experiment.State;
import dev.afterwise.Subject;
import dev.afterwise.Variant;
import dev.afterwise.learn.experiment.Observation.Result;
import dev.afterwise.learn.experiment.Standing.Fate;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final RandomGenerator random = Seeded.random();

    private static double even(String ignored) {
        return .7;
    }

    private static Experiment experiment(Aim aim, Variant... variants) {
        return Experiment.begin("tried", Subject.EVERYTHING, aim, List.of(variants), BEGINNING);
    }

    private static Experiment halves(Aim aim) {
        return experiment(aim, Variant.of("original", .5), Variant.of("changed", .5));
    }

    private Observation run(Experiment experiment, int number, ToDoubleFunction<String> works, Spent spent) {
        String key = "run " + number;
        String variant = experiment.variantFor(key).map(Variant::name).orElse("");
        boolean isChanged = !variant.equals("original");
        return new Observation(
                variant,
                key,
                BEGINNING.plusSeconds(60L * number),
                random.nextDouble() < works.applyAsDouble(variant) ? Result.WORKED : Result.FAILED,
                spent.seconds(isChanged) * (.5 + random.nextDouble()),
                spent.cost(isChanged) * (.5 + random.nextDouble()));
    }

    /** What runs take and cost: the original one second and one dollar. */
    private record Spent(double changedSeconds, double changedCost) {
        static final Spent ALIKE = new Spent(1, 1);

        double seconds(boolean isChanged) {
            return isChanged ? changedSeconds : 1;
        }

        double cost(boolean isChanged) {
            return isChanged ? changedCost : 1;
        }
    }

    private List<Observation> runs(Experiment experiment, int count, ToDoubleFunction<String> works, Spent spent) {
        var runs = new ArrayList<Observation>();
        for (int i = 0; i < count; i++) {
            runs.add(run(experiment, i, works, spent));
        }
        return runs;
    }

    private static Reading read(Experiment experiment, List<Observation> runs) {
        return Trial.read(experiment, runs, BEGINNING.plus(Duration.ofDays(1)));
    }

    private static ToDoubleFunction<String> changedBy(double effect) {
        return variant -> variant.equals("original") ? .6 : .6 + effect;
    }

    @Test
    void saysNothingOfFewRuns() {
        Experiment experiment = halves(Aim.SUCCESS);
        Reading reading = read(experiment, runs(experiment, 30, changedBy(.4), Spent.ALIKE));
        assertThat(reading.verdict()).isInstanceOf(Verdict.KeepGoing.class);
        assertThat(reading.standings()).allMatch(each -> !each.gain().isKnown());
        assertThat(read(experiment, List.of()).verdict()).isInstanceOf(Verdict.KeepGoing.class);
    }

    @Test
    void findsWhatIsBetter() {
        Experiment experiment = halves(Aim.SUCCESS);
        Reading reading = read(experiment, runs(experiment, 600, changedBy(.2), Spent.ALIKE));
        assertThat(reading.verdict()).isInstanceOfSatisfying(Verdict.Better.class, it -> {
            assertThat(it.variant()).isEqualTo("changed");
            assertThat(it.gain().low()).isPositive().isLessThan(.2);
            assertThat(it.gain().high()).isGreaterThan(.2);
            assertThat(it.because()).startsWith("It is better: +").contains(" points of success (");
        });
    }

    @Test
    void findsWhatIsWorse() {
        Experiment experiment =
                halves(Aim.SUCCESS.withRisk(new Aim.Risk(1e6, 1, 1)).withWorthwhile(0));
        Reading reading = read(experiment, runs(experiment, 600, changedBy(-.2), Spent.ALIKE));
        assertThat(reading.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Worse.class, it -> assertThat(it.gain().high()).isNegative());
    }

    @Test
    void whatMayBeLostIsLimitedBeforeItIsProven() {
        Experiment experiment = halves(Aim.SUCCESS);
        List<Observation> all = runs(experiment, 3_000, changedBy(-.08), Spent.ALIKE);
        for (int seen = 20; seen <= all.size(); seen += 20) {
            if (read(experiment, all.subList(0, seen)).verdict() instanceof Verdict.Broken it) {
                assertThat(it.because()).contains("has probably cost", "12 may be risked", "not proven");
                assertThat(seen).isLessThan(1_000);
                return;
            }
        }
        throw new AssertionError("it went on for ever");
    }

    @Test
    void endsWhereNothingWorthAChangeCanCome() {
        Experiment experiment = halves(Aim.SUCCESS.withWorthwhile(.2));
        assertThat(read(experiment, runs(experiment, 1_000, TrialTest::even, Spent.ALIKE))
                        .verdict())
                .isInstanceOfSatisfying(
                        Verdict.NoDifference.class,
                        it -> assertThat(it.because()).startsWith("It gains less than would be worth a change"));
    }

    @Test
    void endsAfterSoManyRunsOrSoLong() {
        Experiment experiment = halves(Aim.SUCCESS.withRuns(200));
        List<Observation> runs = runs(experiment, 200, TrialTest::even, Spent.ALIKE);
        assertThat(read(experiment, runs).verdict()).isInstanceOf(Verdict.NoDifference.class);
        assertThat(read(experiment, runs.subList(0, 199)).verdict()).isInstanceOf(Verdict.KeepGoing.class);
        Experiment long4Weeks = halves(Aim.SUCCESS);
        assertThat(Trial.read(long4Weeks, runs, BEGINNING.plus(Duration.ofDays(28)))
                        .verdict())
                .isInstanceOfSatisfying(
                        Verdict.NoDifference.class,
                        it -> assertThat(it.because()).startsWith("After 200 runs in 28 days nothing is proven: "));
        assertThat(Trial.read(long4Weeks, List.of(), BEGINNING.plus(Duration.ofDays(28)))
                        .verdict())
                .isInstanceOf(Verdict.NoDifference.class);
    }

    @Test
    void sharesThatAreOffSpoilEverything() {
        Experiment experiment = halves(Aim.SUCCESS);
        List<Observation> all = runs(experiment, 1_500, changedBy(.2), Spent.ALIKE);
        List<Observation> fewer = all.stream()
                .filter(each -> each.variant().equals("original") || random.nextDouble() < .7)
                .toList();
        assertThat(read(experiment, fewer).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Mismatch.class, it -> assertThat(it.because()).contains("something draws otherwise"));
        assertThat(read(experiment, all).verdict()).isInstanceOf(Verdict.Better.class);
    }

    @Test
    void soDoRunsThatAreLostByOneVariant() {
        Experiment experiment = halves(Aim.SUCCESS);
        List<Observation> all = runs(experiment, 1_500, TrialTest::even, Spent.ALIKE).stream()
                .map(each -> each.variant().equals("changed") && each.result() == Result.FAILED
                        ? new Observation(each.variant(), each.key(), each.at(), Result.LOST, Double.NaN, Double.NaN)
                        : each)
                .toList();
        assertThat(read(experiment, all).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Mismatch.class, it -> assertThat(it.because()).contains("might have failed"));
    }

    @Test
    void whatIsRunningOrLostIsNoFailure() {
        Experiment experiment = halves(Aim.SUCCESS);
        List<Observation> all = runs(experiment, 1_000, TrialTest::even, Spent.ALIKE).stream()
                .map(each -> each.result() == Result.FAILED
                        ? new Observation(
                                each.variant(),
                                each.key(),
                                each.at(),
                                random.nextBoolean() ? Result.RUNNING : Result.LOST,
                                Double.NaN,
                                Double.NaN)
                        : each)
                .toList();
        assertThat(read(experiment, all).standings())
                .allMatch(each -> each.success().rate() == 1
                        && each.runs() > each.success().tried());
    }

    @Test
    void aVariantThatIsTooSlowIsDroppedThoughItSucceedsMore() {
        Experiment experiment = halves(Aim.SUCCESS);
        assertThat(read(experiment, runs(experiment, 800, changedBy(.2), new Spent(2, 1)))
                        .verdict())
                .isInstanceOfSatisfying(
                        Verdict.Broken.class, it -> assertThat(it.because()).startsWith("It is slower than may be: "));
        assertThat(read(experiment, runs(experiment, 800, changedBy(.2), new Spent(1.1, 1)))
                        .verdict())
                .isInstanceOf(Verdict.Better.class);
    }

    @Test
    void aVariantThatIsTooDearIsDroppedThoughItSucceedsMore() {
        Experiment experiment = halves(Aim.SUCCESS);
        assertThat(read(experiment, runs(experiment, 800, changedBy(.2), new Spent(1, 1.6)))
                        .verdict())
                .isInstanceOfSatisfying(
                        Verdict.Broken.class,
                        it -> assertThat(it.because()).startsWith("It is dearer than may be: a run costs $"));
        assertThat(read(experiment, runs(experiment, 800, changedBy(.2), new Spent(1, 1.1)))
                        .verdict())
                .isInstanceOf(Verdict.Better.class);
    }

    @Test
    void timeThatIsSavedIsFound() {
        Experiment experiment = halves(Aim.TIME);
        assertThat(read(experiment, runs(experiment, 1_200, TrialTest::even, new Spent(.7, 1)))
                        .verdict())
                .isInstanceOfSatisfying(Verdict.Better.class, it -> {
                    assertThat(it.gain().low()).isPositive().isLessThan(.3);
                    assertThat(it.gain().high()).isGreaterThan(.3);
                });
        assertThat(read(experiment, runs(experiment, 400, TrialTest::even, new Spent(.7, 1)))
                        .verdict())
                .as("too few to know that it doesn't cost success")
                .isInstanceOf(Verdict.KeepGoing.class);
        assertThat(read(experiment, runs(experiment, 400, TrialTest::even, new Spent(1.3, 1)))
                        .verdict())
                .isInstanceOf(Verdict.Worse.class);
    }

    @Test
    void timeIsNotSavedAtTheExpenseOfSuccess() {
        Experiment experiment = halves(Aim.TIME.withRisk(new Aim.Risk(1e6, 1, 1)));
        assertThat(read(experiment, runs(experiment, 800, changedBy(-.25), new Spent(.7, 1)))
                        .verdict())
                .isInstanceOfSatisfying(
                        Verdict.Broken.class,
                        it -> assertThat(it.because()).matches("It succeeds in .* %, the original in .* %\\."));
    }

    @Test
    void ofSeveralTheWorseIsDroppedAndTheBestIsTaken() {
        Experiment experiment =
                experiment(Aim.SUCCESS, Variant.of("original", .4), Variant.of("good", .3), Variant.of("bad", .3));
        ToDoubleFunction<String> works = variant -> variant.equals("good") ? .8 : variant.equals("bad") ? .3 : .55;
        List<Observation> all = runs(experiment, 1_200, works, Spent.ALIKE);
        Reading early = read(experiment, all.subList(0, 250));
        assertThat(early.of("bad").orElseThrow().fate()).isEqualTo(Fate.DROPPED);
        assertThat(early.verdict()).isInstanceOf(Verdict.KeepGoing.class);
        assertThat(read(experiment, all).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Better.class, it -> assertThat(it.variant()).isEqualTo("good"));
    }

    @Test
    void whatWasDroppedDoesNotSpoilTheShares() {
        Experiment experiment =
                experiment(Aim.SUCCESS, Variant.of("original", .4), Variant.of("good", .3), Variant.of("bad", .3));
        Experiment without = experiment.with(new State.Running(new TreeSet<>(List.of("bad"))));
        List<Observation> all = new ArrayList<>(runs(experiment, 200, TrialTest::even, Spent.ALIKE));
        for (int i = 200; i < 1_500; i++) {
            all.add(run(without, i, TrialTest::even, Spent.ALIKE));
        }
        assertThat(read(without, all).verdict()).isNotInstanceOf(Verdict.Mismatch.class);
    }

    @Test
    void runsOfOneKeyAreOneDraw() {
        Experiment experiment = halves(Aim.SUCCESS.withRisk(new Aim.Risk(1e6, 1, 1)));
        var alone = new ArrayList<Observation>();
        var together = new ArrayList<Observation>();
        for (Observation each : runs(experiment, 1_000, TrialTest::even, Spent.ALIKE)) {
            alone.add(each);
            for (int i = 0; i < 5; i++) {
                together.add(each);
            }
        }
        Gain one = read(experiment, alone).of("changed").orElseThrow().gain();
        Gain five = read(experiment, together).of("changed").orElseThrow().gain();
        assertThat(five.high() - five.low()).isGreaterThan(.7 * (one.high() - one.low()));
    }

    @Test
    void manyRunsOfFewKeysSayNothing() {
        Experiment experiment = halves(Aim.SUCCESS);
        List<Observation> all = runs(experiment, 1_000, changedBy(.3), Spent.ALIKE).stream()
                .map(each -> new Observation(
                        each.variant(),
                        each.variant() + Integer.parseInt(each.key().substring("run ".length())) % 10,
                        each.at(),
                        each.result(),
                        each.seconds(),
                        each.cost()))
                .toList();
        assertThat(read(experiment, all).verdict()).isInstanceOf(Verdict.KeepGoing.class);
    }

    @Test
    void theOrderInWhichRunsAreToldMakesNoDifference() {
        Experiment experiment = halves(Aim.SUCCESS);
        List<Observation> all = runs(experiment, 300, TrialTest::even, Spent.ALIKE);
        assertThat(read(experiment, Seeded.shuffled(all, random))).isEqualTo(read(experiment, all));
    }
}

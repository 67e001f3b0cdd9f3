package dev.afterwise.learn;

import static dev.afterwise.Transience.PERMANENT;
import static dev.afterwise.learn.PlanRuns.by;
import static dev.afterwise.learn.PlanRuns.failed;
import static dev.afterwise.learn.PlanRuns.skewed;
import static dev.afterwise.learn.PlanRuns.succeeded;
import static dev.afterwise.learn.PlanRuns.upTo;

import dev.afterwise.Change;
import dev.afterwise.Outcome;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where no threshold would pay, none is proposed, whatever else there is to be found. */
class ThresholdFalseAlarmsTest {
    private static final int RUNS = 120;

    /** Something about an alternative that may depend on a number from 0 to 10. */
    private interface Curve {
        double at(@Nullable String agent, double number);
    }

    /** How often an alternative succeeds, and how long its successes take. */
    private record Truth(Curve rate, Curve median) {
        static Truth of(Curve rate) {
            return new Truth(rate, (agent, number) -> 1);
        }
    }

    private static final Truth HARDER = Truth.of((agent, number) -> 1 - number / 12);

    private static void proposesNoThreshold(String where, int runs, int attributes, Curve rate, String... agents) {
        proposesNoThreshold(where, runs, attributes, Truth.of(rate), agents);
    }

    private static void proposesNoThreshold(String where, int runs, int attributes, Truth truth, String... agents) {
        FalseAlarms.areRare(where, random -> {
            double[] numbers = numbers(random, runs);
            var plan = new PlanRuns("nightly").told("complexity", run -> numbers[run]);
            for (int i = 1; i < attributes; i++) {
                double[] others = numbers(random, runs);
                plan.told("other" + i, run -> others[run]);
            }
            plan.with("step", upTo(1, (chance, run, agent) -> outcome(chance, truth, agent, numbers[run]), agents));
            return proposesThreshold(plan, random, runs);
        });
    }

    private static double[] numbers(RandomGenerator random, int runs) {
        return random.doubles(runs, 0, 10).toArray();
    }

    private static Outcome outcome(RandomGenerator chance, Truth truth, @Nullable String agent, double number) {
        return chance.nextDouble() < truth.rate.at(agent, number)
                ? succeeded(skewed(chance, truth.median.at(agent, number), .8))
                : failed(PERMANENT);
    }

    private static boolean proposesThreshold(PlanRuns plan, RandomGenerator random, int runs) {
        return new PlanStudy()
                .recommend(plan.runs(random, runs)).stream()
                        .anyMatch(each -> each.change() instanceof Change.SetThreshold);
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, .8, .97})
    void equalAgentsWhateverTheNumber(double rate) {
        proposesNoThreshold("thresholds of equal agents at " + rate, RUNS, 1, (agent, number) -> rate, "a", "b");
    }

    @Test
    void manyAttributesAndThreeAgents() {
        proposesNoThreshold("thresholds of five attributes", 300, 5, (agent, number) -> .7, "a", "b", "c");
    }

    @Test
    void anAgentThatIsBetterEverywhere() {
        proposesNoThreshold(
                "thresholds of a better agent", RUNS, 1, (agent, number) -> "a".equals(agent) ? .9 : .5, "a", "b");
    }

    @Test
    void anAgentThatIsQuickerEverywhere() {
        proposesNoThreshold(
                "thresholds of a quicker agent",
                RUNS,
                1,
                new Truth((agent, number) -> .95, (agent, number) -> ("a".equals(agent) ? 1 : 3) * (1 + number)),
                "a",
                "b");
    }

    @Test
    void numbersThatMakeEveryAgentFailAlike() {
        proposesNoThreshold("thresholds of hard work", RUNS, 1, (agent, number) -> number > 7 ? .2 : .95, "a", "b");
    }

    /** The hardest case: above, one side speaks as clearly as can be; up to it, there is nothing. */
    @ParameterizedTest
    @ValueSource(ints = {80, 120, 400})
    void anAgentThatIsBetterOnlyAboveANumberAndNoWorseUpToIt(int runs) {
        proposesNoThreshold(
                "thresholds of an agent that is as good at least, in " + runs,
                runs,
                1,
                (agent, number) -> "a".equals(agent) || number < 5 ? .85 : .1,
                "a",
                "b");
    }

    /** Whoever compared alternatives over the whole range would call the one better that has the easy work. */
    @ParameterizedTest
    @ValueSource(doubles = {0, .1, .3})
    void workThatIsHarderAboveAThresholdThatChooses(double explore) {
        FalseAlarms.areRare("routed work, explored " + explore, random -> {
            double[] numbers = numbers(random, 300);
            var plan = new PlanRuns("nightly")
                    .told("complexity", run -> numbers[run])
                    .routed("step", explore > 0 ? "complexity > 5, explored " + explore : "complexity > 5")
                    .with(
                            "step",
                            by(
                                    (chance, run) ->
                                            numbers[run] > 5 == chance.nextDouble() >= explore ? "thorough" : "quick",
                                    (chance, run, agent) -> outcome(chance, HARDER, agent, numbers[run])));
            return !new PlanStudy().recommend(plan.runs(random, 300)).isEmpty();
        });
    }
}

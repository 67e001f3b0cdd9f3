package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Basis;
import dev.afterwise.PlanEstimates;
import dev.afterwise.Spread;
import dev.afterwise.StepEstimate;
import dev.afterwise.Tally;
import dev.afterwise.WayEstimate;
import dev.afterwise.testkit.Seeded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Plan CHAIN = plan(step("a"), step("b", "a"), step("c", "b"));

    private static PlanStep step(String id, String... needs) {
        return PlanStep.of(id, new Body.Command(List.of("true"))).needing(needs);
    }

    private static Plan plan(PlanStep... steps) {
        return new Plan("work", List.of(), new TreeMap<>(), List.of(steps));
    }

    private static StepEstimate took(String step, Tally begun, double... seconds) {
        var all = new Tally(seconds.length, seconds.length);
        var way = new WayEstimate(
                Basis.HISTORY,
                all,
                List.of(),
                Tally.NONE,
                Spread.of(seconds),
                Spread.NOTHING,
                WayEstimate.Spending.NOTHING);
        return new StepEstimate(new TreeMap<>(Map.of(step, way)), begun, all, Spread.NOTHING);
    }

    private static PlanEstimates estimates(Map<String, StepEstimate> steps, double... whole) {
        return new PlanEstimates(new TreeMap<>(steps), new Tally(whole.length, whole.length), 0, Spread.of(whole));
    }

    private static final PlanEstimates EACH_TEN = estimates(Map.of(
            "a", took("a", new Tally(3, 3), 10, 10, 10),
            "b", took("b", new Tally(3, 3), 10, 10, 10),
            "c", took("c", new Tally(3, 3), 10, 10, 10)));

    @Test
    void whatIsBehindItTakesNothingMore() {
        var pace = new Pace(CHAIN, EACH_TEN, 5);
        assertThat(pace.left(Set.of(), Map.of()).seconds().quantile(.5)).isCloseTo(30, within(1e-9));
        assertThat(pace.left(Set.of("a"), Map.of("b", 4.0)).seconds().quantile(.5))
                .isBetween(13.0, 16.1);
        assertThat(pace.left(Set.of("a", "b", "c"), Map.of()).seconds().quantile(.5))
                .isZero();
    }

    @Test
    void stepsThatNeedNothingOfEachOtherGoOnAtOnceAsFarAsThereIsRoom() {
        Plan wide = plan(step("a"), step("b"), step("c"));
        assertThat(new Pace(wide, EACH_TEN, 3)
                        .left(Set.of(), Map.of())
                        .seconds()
                        .quantile(.5))
                .isCloseTo(10, within(1e-9));
        assertThat(new Pace(wide, EACH_TEN, 2)
                        .left(Set.of(), Map.of())
                        .seconds()
                        .quantile(.5))
                .isCloseTo(20, within(1e-9));
    }

    @Test
    void aStepThatRunsTakesAsLongAsThoseThatTookLonger() {
        var seen = estimates(Map.of("a", took("a", new Tally(4, 4), 1, 2, 30, 30)));
        var left = new Pace(plan(step("a")), seen, 1).left(Set.of(), Map.of("a", 10.0));
        assertThat(left.seconds().quantile(.5)).isBetween(15.0, 25.0);
    }

    @Test
    void whatNobodyKnowsIsSaid() {
        var seen = estimates(Map.of("a", took("a", new Tally(3, 3), 10, 10, 10)));
        var left = new Pace(CHAIN, seen, 1).left(Set.of(), Map.of());
        assertThat(left.unknown()).isEqualTo(2);
        assertThat(left.seconds().quantile(.5)).isCloseTo(10, within(1e-9));
        assertThat(new Pace(CHAIN, PlanEstimates.UNKNOWN, 1)
                        .left(Set.of(), Map.of())
                        .seconds()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whatWasNeverBegunTakesNothing() {
        var seen = estimates(Map.of(
                "a", took("a", new Tally(6, 6), 10, 10, 10),
                "b", took("b", new Tally(6, 0)),
                "c", took("c", new Tally(6, 6), 10, 10, 10)));
        var left = new Pace(CHAIN, seen, 1).left(Set.of(), Map.of());
        assertThat(left.unknown()).isZero();
        assertThat(left.seconds().quantile(.5)).isCloseTo(20, within(1e-9));
    }

    @Test
    void theTimeBetweenStepsIsInItAsFarAsWholeRunsTookLonger() {
        var seen = estimates(EACH_TEN.steps(), 33, 33, 33, 33, 33);
        assertThat(new Pace(CHAIN, seen, 1).left(Set.of(), Map.of()).seconds().quantile(.5))
                .isCloseTo(33, within(1e-9));
    }

    /** Four fifths of what is said hold: in runs that are like those that were seen, asked at any moment. */
    @Test
    void whatIsLeftLiesWhereItIsSaidTo() {
        RandomGenerator random = Seeded.random();
        Plan plan = plan(
                step("a"), step("b", "a"), step("c", "a"), step("d", "b"), step("e", "b", "c"), step("f", "d", "e"));
        int asked = 300;
        int held = 0;
        for (int i = 0; i < asked; i++) {
            double scatter = .1 + .5 * random.nextDouble();
            var seen = new HashMap<String, StepEstimate>();
            plan.steps()
                    .forEach(step -> seen.put(
                            step.id(),
                            took(
                                    step.id(),
                                    new Tally(20, 20),
                                    IntStream.range(0, 20)
                                            .mapToDouble(each -> drawn(random, scatter))
                                            .toArray())));
            var pace = new Pace(plan, estimates(seen), 2);
            var begins = new HashMap<String, Double>();
            var ends = new HashMap<String, Double>();
            double end = carriedOut(plan, random, scatter, begins, ends);
            double now = end * random.nextDouble();
            var over = new HashSet<String>();
            var running = new HashMap<String, Double>();
            for (PlanStep step : plan.steps()) {
                if (ends.getOrDefault(step.id(), 0.0) <= now) {
                    over.add(step.id());
                } else if (begins.getOrDefault(step.id(), end) <= now) {
                    running.put(step.id(), now - begins.getOrDefault(step.id(), 0.0));
                }
            }
            Spread left = pace.left(over, running).seconds();
            held += left.quantile(.1) <= end - now && end - now <= left.quantile(.9) ? 1 : 0;
        }
        assertThat((double) held / asked).as("coverage of 80 %%").isBetween(.73, .87);
    }

    private static double drawn(RandomGenerator random, double scatter) {
        return 10 * Math.exp(scatter * random.nextGaussian());
    }

    /** Two at a time, in the order of the plan. */
    private static double carriedOut(
            Plan plan, RandomGenerator random, double scatter, Map<String, Double> begins, Map<String, Double> ends) {
        double now = 0;
        List<PlanStep> rest = new ArrayList<>(plan.steps());
        while (true) {
            double at = now;
            for (PlanStep step : List.copyOf(rest)) {
                long going = begins.keySet().stream()
                        .filter(each -> ends.getOrDefault(each, 0.0) > at)
                        .count();
                if (going < 2 && step.needs().stream().allMatch(need -> ends.getOrDefault(need, 1e9) <= at)) {
                    begins.put(step.id(), at);
                    ends.put(step.id(), at + drawn(random, scatter));
                    rest.remove(step);
                }
            }
            var next = ends.values().stream().filter(end -> end > at).min(Double::compare);
            if (next.isEmpty()) {
                return now;
            }
            now = next.get();
        }
    }
}

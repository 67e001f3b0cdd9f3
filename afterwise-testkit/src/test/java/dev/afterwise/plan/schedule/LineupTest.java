package dev.afterwise.plan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.plan.Body;
import dev.afterwise.plan.Demand;
import dev.afterwise.plan.Order;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Template;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LineupTest {
    private static boolean noSearch() {
        return false;
    }

    private static PlanStep step(String id, String... needs) {
        return builder(id, needs).build();
    }

    private static PlanStep.Builder builder(String id, String... needs) {
        return PlanStep.builder(id).body(new Body.Command(List.of("true"))).needs(List.of(needs));
    }

    private static PlanStep using(String id, Map<String, Integer> uses) {
        return builder(id).demand(Demand.NONE.withUses(new TreeMap<>(uses))).build();
    }

    @Test
    void theChainThatTakesLongestGoesFirst() {
        var plan = new Plan("p", List.of(step("a"), step("b"), step("c"), step("d", "c")));
        Lineup lineup = Lineup.of(plan, Map.of("a", 2.0, "b", 2.0, "c", 2.0, "d", 2.0), 2, LineupTest::noSearch);
        assertThat(lineup.firstCome()).isEqualTo(6);
        assertThat(lineup.end()).isEqualTo(4);
        assertThat(lineup.longestPath()).containsExactly("c", "d");
        assertThat(lineup.order().urgency("c")).isGreaterThan(lineup.order().urgency("a"));
        assertThat(lineup.begins()).startsWith(0.0, 2.0, 0.0);
    }

    @Test
    void whereItMakesNoDifferenceTheLongestPathGoesFirst() {
        var plan = new Plan("p", List.of(step("a"), step("b")));
        Order order = Lineup.of(plan, Map.of("a", 1.0, "b", 2.0), 2, LineupTest::noSearch)
                .order();
        assertThat(order.urgency("b")).isGreaterThan(order.urgency("a"));
        assertThat(Lineup.of(new Plan("none", List.of()), Map.of(), 2, LineupTest::noSearch)
                        .longestPath())
                .isEmpty();
    }

    @Test
    void aStepOfWhichNothingIsKnownTakesAsLongAsTheTypicalOne() {
        var plan = new Plan("p", List.of(step("a"), step("b"), step("c"), step("d")));
        assertThat(Lineup.of(plan, Map.of("a", 1.0, "b", 5.0, "c", 7.0), 4, LineupTest::noSearch)
                        .seconds())
                .containsExactly(1.0, 5.0, 7.0, 5.0);
    }

    @Test
    void whatUsesTheSameThingIsDoneOneAfterTheOther() {
        var plan = new Plan("p", List.of(using("a", Map.of("gpu", 1)), using("b", Map.of("gpu", 1)), step("c")));
        assertThat(Lineup.of(plan, Map.of("a", 3.0, "b", 4.0, "c", 5.0), 3, LineupTest::noSearch)
                        .end())
                .isEqualTo(7);
    }

    @Test
    void aStepThatMustBeAloneTakesAllPlaces() {
        var plan = new Plan("p", List.of(step("a"), builder("b").parallel(false).build(), step("c")));
        assertThat(Lineup.of(plan, Map.of("a", 3.0, "b", 4.0, "c", 5.0), 3, Urgency.tries(30))
                        .end())
                .isEqualTo(9);
    }

    @Test
    void waitingForTimeOrPeopleTakesNoPlace() {
        var plan = new Plan(
                "p",
                List.of(
                        PlanStep.of("w", Body.Wait.of(Duration.ofSeconds(9))),
                        PlanStep.of("q", new Body.Approval(Template.of("Go on?"))),
                        step("a")));
        assertThat(Lineup.of(plan, Map.of("w", 9.0, "q", 9.0, "a", 9.0), 1, LineupTest::noSearch)
                        .end())
                .isEqualTo(9);
    }

    @Test
    void aHigherPriorityComesFirst() {
        var plan = new Plan(
                "p",
                List.of(
                        step("long"),
                        builder("first").demand(Demand.NONE.withPriority(1)).build()));
        Lineup lineup = Lineup.of(plan, Map.of("long", 9.0, "first", 1.0), 1, LineupTest::noSearch);
        assertThat(lineup.begins()).containsExactly(1.0, 0.0);
    }

    @Test
    void theSearchEndsInTime() {
        var time = new ManualTime();
        BooleanSupplier more = Urgency.within(Duration.ofMillis(5), time);
        int asked = 0;
        while (more.getAsBoolean()) {
            asked++;
            time.advance(Duration.ofMillis(1));
        }
        assertThat(asked).isEqualTo(5);
    }

    @Test
    void isNeverExpectedToEndLaterThanFirstCome() {
        Seeded.check(100, LineupTest::job, job -> {
            Lineup lineup = Lineup.of(job.plan, job.seconds, 2, Urgency.tries(10));
            assertThat(lineup.end()).isLessThanOrEqualTo(lineup.firstCome());
            assertThat(lineup.longestPath().size())
                    .isLessThanOrEqualTo(job.plan.steps().size());
            double longest = lineup.longestPath().stream()
                    .mapToDouble(step -> job.seconds.getOrDefault(step, 0.0))
                    .sum();
            assertThat(longest).isLessThanOrEqualTo(lineup.end() + 1e-9);
        });
    }

    private record Job(Plan plan, Map<String, Double> seconds) {}

    private static Job job(RandomGenerator random, int size) {
        var steps = new ArrayList<PlanStep>();
        var seconds = new HashMap<String, Double>();
        for (int i = 0; i < size; i++) {
            String[] needs = steps.stream()
                    .filter(before -> random.nextInt(6) == 0)
                    .map(PlanStep::id)
                    .toArray(String[]::new);
            steps.add(step("s" + i, needs));
            seconds.put("s" + i, random.nextDouble() * 10);
        }
        return new Job(new Plan("p", steps), seconds);
    }
}

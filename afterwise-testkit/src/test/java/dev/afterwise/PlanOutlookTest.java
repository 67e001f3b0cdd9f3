package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.plan.Body;
import dev.afterwise.plan.Demand;
import dev.afterwise.plan.Order;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlanOutlookTest {
    private static final Plan LATE_CHAIN = new Plan("late", List.of(step("a"), step("b"), step("c"), step("d", "c")));

    private final List<String> asked = new ArrayList<>();

    private static PlanStep step(String id, String... needs) {
        return PlanStep.of(id, new Body.Command(List.of("true"))).needing(needs);
    }

    private PlanOutlook outlook(Map<String, Double> seconds) {
        var steps = new TreeMap<String, StepEstimate>();
        seconds.forEach((step, each) -> steps.put(
                step,
                new StepEstimate(
                        new TreeMap<>(Map.of(step, WayEstimate.said(each))), Tally.NONE, Tally.NONE, Spread.NOTHING)));
        var estimates = new PlanEstimates(steps, Tally.NONE, 0, Spread.NOTHING);
        return new PlanOutlook(
                plan -> {
                    asked.add(plan.name());
                    return estimates;
                },
                Policy.INITIAL,
                new ManualTime());
    }

    @Test
    void whatTookLongestAndHoldsOthersUpBeginsFirst() {
        Order order = outlook(Map.of("a", 2.0, "b", 2.0, "c", 2.0, "d", 2.0)).order(LATE_CHAIN, 2, Map.of());
        assertThat(order.urgency("c")).isGreaterThan(order.urgency("a"));
    }

    @Test
    void whatIsOverHoldsNobodyUpAnyMore() {
        PlanOutlook outlook = outlook(Map.of("a", 1.0, "b", 5.0, "c", 9.0, "d", 9.0));
        var plan = new Plan("p", List.of(step("c"), step("a"), step("e", "a"), step("b"), step("d", "b")));
        Order later = outlook.order(plan, 2, Map.of("c", Duration.ofSeconds(9)));
        assertThat(later.urgency("b")).isGreaterThan(later.urgency("c"));
        outlook.order(plan, 2, Map.of());
        assertThat(asked).as("history is read once").containsExactly("p");
    }

    @Test
    void historyIsNotReadWhereNoStepHasToWait() {
        PlanOutlook outlook = outlook(Map.of());
        assertThat(outlook.order(LATE_CHAIN, 3, Map.of())).isEqualTo(Order.FIRST_COME);
        var chain = new Plan("chain", List.of(step("a"), step("b", "a"), step("c", "b"), step("d", "c")));
        assertThat(outlook.order(chain, 1, Map.of())).isEqualTo(Order.FIRST_COME);
        assertThat(asked).isEmpty();
        var gpu = new Plan(
                "gpu",
                List.of(step("a")
                        .edit()
                        .demand(Demand.NONE.withUses(new TreeMap<>(Map.of("gpu", 1))))
                        .build()));
        outlook.order(gpu, 9, Map.of());
        assertThat(asked).containsExactly("gpu");
    }

    @Test
    void aHistoryThatCannotBeReadChangesNothing() {
        var outlook = new PlanOutlook(
                plan -> {
                    throw new IllegalStateException("the store is gone");
                },
                Policy.INITIAL,
                new ManualTime());
        assertThat(outlook.order(LATE_CHAIN, 1, Map.of())).isEqualTo(Order.FIRST_COME);
    }
}

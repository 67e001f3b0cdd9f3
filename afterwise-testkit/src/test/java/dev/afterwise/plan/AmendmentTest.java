package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Change;
import dev.afterwise.FailureClass;
import dev.afterwise.Policy;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AmendmentTest {
    private static final Body TRUE = new Body.Command(List.of("true"));

    private static final Plan PLAN = new Plan(
            "nightly",
            List.of(new Param("region", Param.Kind.TEXT, Value.of("north"))),
            new TreeMap<>(),
            List.of(
                    PlanStep.of("render", TRUE),
                    PlanStep.builder("ask")
                            .among(List.of(new Alternative("quick", TRUE), new Alternative("thorough", TRUE)))
                            .build(),
                    PlanStep.of("check", TRUE).needing("ask"),
                    PlanStep.builder("publish")
                            .needs(List.of("render", "ask"))
                            .condition(Expression.of("steps.ask.outcome == 'succeeded'"))
                            .body(TRUE)
                            .build()));

    private static Plan amended(Change change) {
        return Amendment.of(PLAN, change);
    }

    private static Subject step(String id) {
        return Subject.step("nightly", id);
    }

    private static PlanStep of(Plan plan, String id) {
        return plan.steps().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void waitsForWhatOftenFailsAndIsListedAfterIt() {
        Plan plan = amended(new Change.Reorder(step("render"), "check"));
        assertThat(plan.steps()).extracting(PlanStep::id).containsExactly("ask", "check", "render", "publish");
        assertThat(of(plan, "render").needs()).containsExactly("check");
    }

    @Test
    void neverGoesRoundInACircle() {
        assertThat(amended(new Change.Reorder(step("ask"), "publish"))).isSameAs(PLAN);
        assertThat(amended(new Change.Reorder(step("ask"), "ask"))).isSameAs(PLAN);
    }

    @Test
    void waitsNoMoreForWhatItDoesNotReferTo() {
        assertThat(of(amended(new Change.Parallelise(step("publish"), "render")), "publish")
                        .needs())
                .containsExactly("ask");
        // What it refers to stays before it.
        assertThat(amended(new Change.Parallelise(step("publish"), "ask"))).isSameAs(PLAN);
    }

    @Test
    void looksFirst() {
        var change = new Change.AddCheckpoint(Subject.task("nightly"), "params.region != 'south'");
        Plan plan = amended(change);
        assertThat(plan.steps().getFirst().isCheckpoint()).isTrue();
        assertThat(of(plan, "render").needs()).containsExactly("checkpoint");
        assertThat(of(plan, "check").needs()).containsExactly("ask");
        assertThat(Amendment.of(plan, change)).isSameAs(plan);
        assertThat(amended(new Change.AddCheckpoint(Subject.task("nightly"), "params.colour != 'red'")))
                .isSameAs(PLAN);
    }

    @Test
    void fallsBackToAnotherWayFirst() {
        var change = new Change.FallBackTo(step("ask"), Set.of(FailureClass.TIMEOUT), "thorough");
        Plan plan = amended(change);
        assertThat(of(plan, "ask").onError())
                .containsExactly(new OnError(Set.of(FailureClass.TIMEOUT), new OnError.Reaction.FallBack("thorough")));
        assertThat(Amendment.of(plan, change)).isSameAs(plan);
        assertThat(amended(new Change.FallBackTo(step("ask"), Set.of(), "gone")))
                .isSameAs(PLAN);
        assertThat(amended(new Change.FallBackTo(step("ask"), Set.of(), "fallback")))
                .isSameAs(PLAN);
    }

    @Test
    void writesWhatPoliciesSayOfAStep() {
        assertThat(of(amended(new Change.RetryUpTo(step("check"), 3)), "check")
                        .retry()
                        .max())
                .isEqualTo(2);
        assertThat(of(amended(new Change.TimeOutAfter(step("check"), Duration.ofSeconds(7))), "check")
                        .timeout())
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(of(amended(new Change.SetEstimate(step("check"), Duration.ofSeconds(7))), "check")
                        .estimate())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void isScheduledByTheClocksThatItHas() {
        Plan plan = amended(new Change.StartAt(Subject.task("nightly"), "0 4 * * *"));
        assertThat(plan.schedule()).isEqualTo(Recurrence.of("0 4 * * *"));
    }

    @Test
    void isLeftAloneByChangesOfOtherPlans() {
        assertThat(amended(new Change.Reorder(Subject.step("other", "render"), "check")))
                .isSameAs(PLAN);
        assertThat(amended(new Change.PreferAgent(step("ask"), "quick"))).isSameAs(PLAN);
    }

    @Test
    void isAmendedByThePolicyItRunsUnder() {
        Policy policy = Policy.INITIAL
                .with(new Change.Reorder(step("render"), "check"))
                .with(new Change.AddCheckpoint(Subject.task("nightly"), "params.region != 'south'"))
                // Policies say this to each attempt.
                .with(new Change.RetryUpTo(step("check"), 3));
        Plan plan = PLAN.under(policy, Map.of());
        assertThat(plan.steps())
                .extracting(PlanStep::id)
                .containsExactly("checkpoint", "ask", "check", "render", "publish");
        assertThat(of(plan, "check").retry()).isEqualTo(Retries.NONE);
        assertThat(PLAN.under(Policy.INITIAL, Map.of())).isSameAs(PLAN);
    }
}

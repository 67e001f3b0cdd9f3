package dev.afterwise;

import static dev.afterwise.learn.plans.MadeRuns.about;
import static dev.afterwise.learn.plans.MadeRuns.failed;
import static dev.afterwise.learn.plans.MadeRuns.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Adaptation.Verdict;
import dev.afterwise.learn.plans.MadeRuns;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Retries;
import dev.afterwise.plan.simulate.Setup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdaptingTest {
    private static final Body TRUE = new Body.Command(List.of("true"));
    private static final double MEDIUM = .2;

    private static Plan plan(PlanStep... steps) {
        return new Plan(
                "nightly",
                List.of(new Param("region", Param.Kind.TEXT, Value.of("north"))),
                new TreeMap<>(),
                List.of(steps));
    }

    private static Adaptations adapt(Plan plan, List<Execution> runs, double risk) {
        return new Adapting(plan, runs, Setup.STANDARD, Map.of(), risk, Preference.BALANCED).adaptations();
    }

    private static Adaptation of(Adaptations found, String kind) {
        return found.all().stream()
                .filter(each -> each.change().kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError(found.all()));
    }

    @Test
    void failsEarlyAndSpendsLate() {
        Plan plan = plan(
                PlanStep.of("render", TRUE),
                PlanStep.of("check", TRUE),
                PlanStep.of("publish", TRUE).needing("render", "check"));
        MadeRuns.Try check = (random, run, agent, before) ->
                random.nextDouble() < .3 ? failed(1, FailureClass.VALIDATION) : succeeded(about(random, 1));
        Adaptations found = adapt(
                plan,
                new MadeRuns()
                        .step("render", (random, run, agent, before) -> succeeded(about(random, 40)))
                        .step("check", check)
                        .runs(100, 1),
                MEDIUM);
        Adaptation order = of(found, "reorder");
        assertThat(order.verdict()).isEqualTo(Verdict.TAKE);
        assertThat(order.expected().lasting().likely()).isBetween(-20.0, -5.0);
        assertThat(order.expected().success().likely()).isBetween(-.03, .03);
        assertThat(found.applied(plan).steps()).extracting(PlanStep::id).containsExactly("check", "render", "publish");
    }

    @Test
    void leavesAnOrderThatOnlyDelays() {
        // What fails takes as long as what is spent in vain, so waiting for it costs all runs more than it saves some.
        Plan plan = plan(PlanStep.of("render", TRUE), PlanStep.of("check", TRUE));
        MadeRuns.Try check = (random, run, agent, before) ->
                random.nextDouble() < .15 ? failed(40, FailureClass.VALIDATION) : succeeded(about(random, 40));
        Adaptations found = adapt(
                plan,
                new MadeRuns()
                        .step("render", (random, run, agent, before) -> succeeded(about(random, 40)))
                        .step("check", check)
                        .runs(100, 2),
                MEDIUM);
        assertThat(of(found, "reorder").verdict()).isEqualTo(Verdict.LEAVE);
        assertThat(found.changes()).isEmpty();
        assertThat(found.together()).isNull();
    }

    @Test
    void takesTheAgentThatSucceedsAndSaysWhatItBrings() {
        Plan plan = plan(PlanStep.builder("ask")
                .among(List.of(new Alternative("quick", TRUE), new Alternative("thorough", TRUE)))
                .build());
        MadeRuns runs = new MadeRuns()
                .step(
                        "ask",
                        1,
                        List.of("quick", "thorough"),
                        (random, run, agent, before) -> random.nextDouble() < ("quick".equals(agent) ? .6 : .95)
                                ? succeeded(about(random, 2))
                                : failed(2, FailureClass.MODEL_ERROR));
        Adaptations found = adapt(plan, runs.runs(120, 3), MEDIUM);
        Adaptation agent = of(found, "prefer_agent");
        assertThat(agent.verdict()).isEqualTo(Verdict.TAKE);
        assertThat(agent.expected().one().success().likely()).isBetween(.7, .85);
        assertThat(agent.expected().success().likely()).isBetween(.08, .25);
        assertThat(found.applied(Policy.INITIAL).preferredAgent(Subject.step("nightly", "ask")))
                .contains("thorough");
        // Nobody who tolerates no risk takes anything.
        assertThat(of(adapt(plan, runs.runs(120, 3), 0), "prefer_agent").verdict())
                .isIn(Verdict.TRY, Verdict.TAKE);
    }

    @Test
    void checksFirstAndSavesTheTimeOfWhatFailsLate() {
        Plan plan = plan(PlanStep.of("load", TRUE), PlanStep.of("publish", TRUE).needing("load"));
        MadeRuns runs = new MadeRuns()
                .told("region", run -> Value.of(run % 4 == 0 ? "south" : "north"))
                .step("load", (random, run, agent, before) -> succeeded(about(random, 30)))
                .step(
                        "publish",
                        (random, run, agent, before) ->
                                run % 4 == 0 ? failed(1, FailureClass.PERMISSION) : succeeded(about(random, 1)));
        Adaptations found = adapt(plan, runs.runs(160, 4), MEDIUM);
        Adaptation checkpoint = of(found, "add_checkpoint");
        assertThat(checkpoint.verdict()).isEqualTo(Verdict.TAKE);
        assertThat(checkpoint.expected().lasting().likely()).isBetween(-12.0, -5.0);
        assertThat(checkpoint.expected().success().likely()).isBetween(-.05, .05);
        assertThat(found.applied(plan).steps().getFirst().isCheckpoint()).isTrue();
    }

    @Test
    void countsNothingTwice() {
        // Either way out of failures is enough.
        Plan plan = plan(PlanStep.builder("ask")
                .among(List.of(new Alternative("quick", TRUE), new Alternative("thorough", TRUE)))
                .build()
                .retrying(new Retries(2, Duration.ofMillis(1), Duration.ofMillis(1))));
        MadeRuns runs = new MadeRuns().step("ask", 3, List.of("quick", "thorough"), (random, run, agent, before) -> {
            boolean fails = (agent != null && agent.equals(before)) || random.nextDouble() < .35;
            return fails ? failed(1, FailureClass.RATE_LIMIT) : succeeded(about(random, 2));
        });
        Adaptations found = adapt(plan, runs.runs(300, 5), MEDIUM);
        assertThat(found.all()).isNotEmpty();
        if (found.together() != null) {
            assertThat(found.together().other().success().likely()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void triesWithoutWhatWasNeverNeeded() {
        Body lint = new Body.Command(List.of("true", "lint"));
        Plan plan = plan(
                PlanStep.builder("lint").body(lint).critical(false).build(),
                PlanStep.of("load", TRUE).needing("lint"));
        MadeRuns.Try lints = (random, run, agent, before) ->
                random.nextDouble() < .5 ? failed(10, FailureClass.VALIDATION) : succeeded(about(random, 10));
        Adaptations found = adapt(
                plan,
                new MadeRuns()
                        .step("lint", lints)
                        .step("load", (random, run, agent, before) -> succeeded(about(random, 10)))
                        .runs(100, 6),
                MEDIUM);
        Adaptation parallel = of(found, "parallelise");
        assertThat(parallel.verdict()).isEqualTo(Verdict.TRY);
        assertThat(parallel.expected().lasting().likely()).isLessThan(-5);
        assertThat(parallel.because()).contains("only trying it tells");
        assertThat(found.changes()).isEmpty();
    }

    @Test
    void isSilentWithoutHistory() {
        Plan plan = plan(PlanStep.of("load", TRUE));
        assertThat(adapt(plan, List.of(), 1)).isEqualTo(new Adaptations(0, List.of(), null));
    }
}

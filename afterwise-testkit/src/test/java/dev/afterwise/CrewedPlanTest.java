package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.plan.Body;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.MissingCrewException;
import dev.afterwise.plan.ModelClient;
import dev.afterwise.plan.Output;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanAgent.Done;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.StepEnd;
import dev.afterwise.plan.Template;
import dev.afterwise.plan.Watcher;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.Seeded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that ask for somebody by name, through the front door. */
class CrewedPlanTest {
    private static final Plan PLAN = new Plan(
            "sorting",
            List.of(
                    PlanStep.builder("ask")
                            .body(new Body.Prompt("small", Template.of("A word for a defect?")))
                            .outputs(Map.of("word", Output.TEXT))
                            .build(),
                    PlanStep.builder("sort")
                            .needs(List.of("ask"))
                            .body(new Body.Agent(
                                    "sort",
                                    new TreeMap<>(Map.of("word", Template.of("${{ steps.ask.outputs.word }}")))))
                            .outputs(Map.of("list", Output.TEXT))
                            .build()));

    @TempDir
    Path folder;

    private static final class Answering implements ModelClient {
        @Override
        public boolean knows(String model) {
            return model.equals("small");
        }

        @Override
        public Answer ask(Question question) {
            return new Answer("bug", Usage.tokens(12, 1).costing(Money.dollars("0.002")));
        }
    }

    private PlanResult run(Crew crew) throws InterruptedException {
        Settings settings =
                Settings.STANDARD.with(Seeded.random()).with(LoopSettings.ASKED).with(crew);
        try (var afterwise = Afterwise.with(Store.inMemory(), settings)) {
            PlanResult result = afterwise.execute(PLAN, Launch.in(folder, ""), Watcher.NOBODY);
            Execution recorded = afterwise.history().execution(result.id()).orElseThrow();
            assertThat(recorded.steps()).hasSize(2);
            Usage spent = recorded.steps().stream().map(Step::usage).reduce(Usage.NONE, Usage::merge);
            assertThat(spent).isEqualTo(new Usage(12, 1, 0, Money.dollars("0.002"), 1));
            return result;
        }
    }

    @Test
    void whatItTookIsRecordedWithTheRun() throws InterruptedException {
        Crew crew = Crew.NONE
                .with(new Answering())
                .with("sort", job -> Done.of("sorted: " + job.with().get("word")));
        assertThat(run(crew).steps().get("sort"))
                .isInstanceOfSatisfying(
                        StepEnd.Made.class,
                        made -> assertThat(made.outputs()).containsEntry("list", Value.of("sorted: bug")));
    }

    @Test
    void itIsRefusedWholeIfSomebodyIsMissing() {
        assertThatThrownBy(() -> run(Crew.NONE.with(new Answering())))
                .isInstanceOf(MissingCrewException.class)
                .hasMessage("The agent (sort) of the step (sort) must be registered, but none is.");
    }
}

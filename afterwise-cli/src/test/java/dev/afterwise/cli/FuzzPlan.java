package dev.afterwise.cli;

import dev.afterwise.json.PlanProblemsException;
import dev.afterwise.json.PlanReader;
import dev.afterwise.learn.estimates.PlanHistory;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.simulate.Setup;
import dev.afterwise.plan.simulate.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What anybody may write as a plan. What is understood must be fit to be simulated. */
public final class FuzzPlan {
    private static final Setup FEW = Setup.STANDARD.withRuns(10);

    private FuzzPlan() {}

    /** So that no class is loaded while the clock of an input runs. */
    public static void fuzzerInitialize() throws IOException {
        for (byte[] seed : FuzzSeeds.plans()) {
            fuzzerTestOneInput(seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Plan plan;
        try {
            plan = PlanReader.parse("plan.yaml", new String(input, StandardCharsets.UTF_8), PlanLimits.DEFAULT);
        } catch (PlanProblemsException refused) {
            if (refused.problems().isEmpty()) {
                throw new AssertionError("Whoever wrote it must be told what is wrong, but nothing is said.", refused);
            }
            return;
        }
        Simulation.of(plan, PlanHistory.of(List.of()).estimates(Map.of()), FEW).forecast();
    }
}

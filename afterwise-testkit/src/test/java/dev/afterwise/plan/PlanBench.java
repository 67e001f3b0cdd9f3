package dev.afterwise.plan;

import dev.afterwise.Execution;
import dev.afterwise.Fact;
import dev.afterwise.Policy;
import dev.afterwise.Value;
import dev.afterwise.Workspace;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Runs plans in a folder, in time that only passes when somebody waits. */
final class PlanBench {
    final PlanJournal journal = Store.inMemory().workspace(Workspace.DEFAULT).plans();
    final List<Fact> facts = Collections.synchronizedList(new ArrayList<>());
    final ManualTime time = new ManualTime();
    private final Path folder;
    private final PlanRunner runner;

    PlanBench(Path folder) {
        this.folder = folder;
        this.runner = new PlanRunner(
                journal,
                facts::addAll,
                PlanLimits.DEFAULT,
                Care.of(new Guards(time, Seeded.random()), time, Seeded.random()),
                time,
                Seeded.random());
    }

    PlanResult run(PlanStep... steps) throws InterruptedException {
        return run(new Plan("plan", List.of(steps)), Map.of(), Policy.INITIAL);
    }

    PlanResult run(Plan plan, Map<String, Value> params, Policy policy) throws InterruptedException {
        facts.clear();
        return runner.run(plan, Launch.in(folder, "").with(params), policy, Watcher.NOBODY);
    }

    PlanResult resume(PlanResult result, PlanStep... steps) throws InterruptedException {
        return runner.resume(result.id(), new Plan("plan", List.of(steps)), Policy.INITIAL, Watcher.NOBODY)
                .orElseThrow();
    }

    Execution execution() {
        return Execution.of(facts);
    }

    static PlanStep.Builder script(String id, String text) {
        return PlanStep.builder(id).body(new Body.Script(text));
    }

    static Template template(String text) {
        return Template.of(text);
    }
}

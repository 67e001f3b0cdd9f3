package dev.afterwise.benchmarks.kills;

import dev.afterwise.Afterwise;
import dev.afterwise.Settings;
import dev.afterwise.Status;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.Workspace;
import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Crew;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.ModelClient;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanAgent;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.PlanRunner;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that carries out the plan of a folder, from where it was if it was begun before. It prints a line when it begins its first
 * step. Exit code 0 if the plan succeeded, 5 if it waits for a person, else 1.
 */
public final class Victim {
    private static final int WAITS = 5;

    private Victim() {}

    /** @param arguments the folder, and where the service is */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Store store = Afterwise.store(folder.resolve("history.db"));
        Optional<PlanRun> open = store.workspace(Workspace.DEFAULT).signals().unfinished(9).stream()
                .filter(run -> run.plan().equals("kinds"))
                .findFirst();
        PlanResult result;
        try (var afterwise = Afterwise.with(store, Settings.STANDARD.with(crew()))) {
            var watcher = new FirstStep();
            if (open.isPresent()) {
                Plan plan = PlanReader.parse("plan.yaml", open.get().source(), PlanLimits.DEFAULT);
                result = afterwise.resume(open.get().id(), plan, watcher).orElseThrow();
            } else {
                String text = PlanReader.text(folder.resolve("plan.yaml"));
                Plan plan = PlanReader.parse("plan.yaml", text, PlanLimits.DEFAULT);
                var launch = Launch.in(folder, text).with(Map.of("service", Value.of(arguments[1])));
                result = afterwise.execute(plan, launch, watcher);
            }
        }
        System.out.println(result.outcome());
        System.exit(result.isWaiting() ? WAITS : result.outcome().status() == Status.SUCCEEDED ? 0 : 1);
    }

    private static Crew crew() {
        Timekeeper time = Timekeeper.system();
        return Crew.NONE
                .with("worker", job -> {
                    time.sleep(Duration.ofMillis(40));
                    return PlanAgent.Done.of(Map.of("done", Value.of("yes")));
                })
                .with(new ModelClient() {
                    @Override
                    public boolean knows(String model) {
                        return model.equals("small");
                    }

                    @Override
                    public Answer ask(Question question) throws InterruptedException {
                        time.sleep(Duration.ofMillis(40));
                        return new Answer("yes", Usage.tokens(10, 2));
                    }
                });
    }

    /** Says when it is worth while to kill. */
    private static final class FirstStep implements Watcher {
        private boolean isSaid;

        @Override
        public synchronized void started(PlanStep step, int attempt, @Nullable String agent) {
            if (!isSaid) {
                isSaid = true;
                System.out.println(List.of("begun", PlanRunner.AGENT));
                System.out.flush();
            }
        }
    }
}

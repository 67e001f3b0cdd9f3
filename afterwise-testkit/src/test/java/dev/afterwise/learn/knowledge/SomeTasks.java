package dev.afterwise.learn.knowledge;

import static dev.afterwise.testkit.AnExecution.anExecution;

import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.testkit.AnExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Histories in which work of some tasks fails when there is much of it, and work of others does not. */
public final class SomeTasks {
    public static final Instant BEGIN = Instant.parse("2026-02-02T00:00:00Z");
    private static final Duration APART = Duration.ofMinutes(47);
    private static final int LARGE = 7;

    private SomeTasks() {}

    /** Executions of each task, one after the other in turn. */
    public static WorkspaceStore in(
            Store store, int each, List<String> affected, List<String> others, RandomGenerator random) {
        List<String> all = new ArrayList<>(affected);
        all.addAll(others);
        List<AnExecution> executions = new ArrayList<>();
        for (int i = 0; i < each * all.size(); i++) {
            String task = all.get(i % all.size());
            int files = 1 + random.nextInt(14);
            double rate = affected.contains(task) && files > LARGE ? .4 : .9;
            AnExecution made = anExecution()
                    .of(task)
                    .by("robot")
                    .with("files", files)
                    .startedAt(BEGIN.plus(APART.multipliedBy(i)))
                    .took(Duration.ofSeconds(3));
            executions.add(random.nextDouble() < rate ? made : made.failedWith("TooMuch", "there are too many files"));
        }
        WorkspaceStore workspace = store.workspace(Workspace.DEFAULT);
        workspace.history().append(AnExecution.facts(executions));
        return workspace;
    }

    /** When the last of so many began. */
    public static Instant last(int all) {
        return BEGIN.plus(APART.multipliedBy(all - 1L));
    }
}

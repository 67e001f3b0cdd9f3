package dev.afterwise.benchmarks.kills;

import dev.afterwise.Afterwise;
import dev.afterwise.OpenRuns;
import dev.afterwise.Outcome;
import dev.afterwise.Status;
import dev.afterwise.Workspace;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Query;
import dev.afterwise.store.StepRun;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is kept of the runs of a folder, and what their commands left behind.
 *
 * @param finished the attempts that succeeded, as {@code RUN/STEP}
 * @param ended how often the command of a step came to its end, by its key
 * @param attempts how many attempts there were at each step
 */
record Kept(Map<String, StepRun> finished, Map<String, Integer> ended, Map<String, Integer> attempts, Status status) {
    /** Opens the store, as whoever looks after a crash does. */
    static Kept of(Path folder) throws IOException {
        var finished = new HashMap<String, StepRun>();
        var attempts = new HashMap<String, Integer>();
        Status status = Status.UNKNOWN;
        try (var store = Afterwise.store(folder.resolve("history.db"))) {
            var space = store.workspace(Workspace.DEFAULT);
            for (var headline : space.history().find(Query.newest(99)).items()) {
                PlanRun run = space.plans().run(headline.id()).orElseThrow();
                status = run.plan().equals("kinds") ? run.status() : status;
                for (StepRun attempt : space.plans().steps(run.id())) {
                    String key = run.id().hex() + "/" + attempt.step();
                    attempts.merge(key, 1, Integer::sum);
                    if (attempt.outcome() instanceof Outcome.Succeeded) {
                        finished.put(key, attempt);
                    }
                }
            }
        }
        var ended = new HashMap<String, Integer>();
        Path log = folder.resolve("ended");
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        lines.forEach(line -> ended.merge(line, 1, Integer::sum));
        return new Kept(Map.copyOf(finished), Map.copyOf(ended), Map.copyOf(attempts), status);
    }

    /** Says yes to what is asked. */
    static int approve(Path folder) {
        try (var store = Afterwise.store(folder.resolve("history.db"))) {
            var runs = OpenRuns.of(store.workspace(Workspace.DEFAULT), Timekeeper.system());
            var questions = runs.questions();
            questions.forEach(question -> runs.approve(question, "the benchmark", ""));
            return questions.size();
        }
    }

    /** Of what was finished then: steps whose result is another one now, or gone. */
    Set<String> lostSince(Kept before) {
        var lost = new HashSet<String>();
        before.finished.forEach((key, attempt) -> {
            if (!attempt.equals(finished.get(key))) {
                lost.add(key);
            }
        });
        return lost;
    }

    /** Of what was finished then: steps at which another attempt was made, or whose command ran again. */
    Set<String> repeatedSince(Kept before) {
        var repeated = new HashSet<String>();
        before.finished.keySet().forEach(key -> {
            if (!attempts.getOrDefault(key, 0).equals(before.attempts.getOrDefault(key, 0))
                    || !ended.getOrDefault(key, 0).equals(before.ended.getOrDefault(key, 0))) {
                repeated.add(key);
            }
        });
        return repeated;
    }
}

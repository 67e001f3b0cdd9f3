package dev.afterwise.benchmarks;

import dev.afterwise.Afterwise;
import dev.afterwise.Outcome;
import dev.afterwise.Settings;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Watcher;
import dev.afterwise.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Commands that burn some 50 ms of CPU each, as a plan and as a makefile. */
record Burning(Path folder, int commands) {
    private static final int AT_ONCE = 2;
    private static final int TRIAL_ROUNDS = 300_000;
    private static final double SECONDS = .05;
    private static final String SCRIPT = "i=0; while [ $i -lt %d ]; do i=$((i+1)); done\n";
    private static final List<String> COMMAND = List.of("sh", "burn.sh");

    /** Writes what both need, after a trial of how long to loop. */
    static Burning prepared(Path folder, int commands) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("burn.sh"), SCRIPT.formatted(TRIAL_ROUNDS) + "times\n");
        String times = new Command(COMMAND, folder, Map.of()).output();
        long rounds = Math.round(TRIAL_ROUNDS * SECONDS / userSeconds(times));
        Files.writeString(folder.resolve("burn.sh"), SCRIPT.formatted(rounds));
        String targets = IntStream.range(0, commands).mapToObj(i -> "t" + i).collect(Collectors.joining(" "));
        Files.writeString(folder.resolve("Makefile"), "all: %s\n%s:\n\t@sh burn.sh\n".formatted(targets, targets));
        return new Burning(folder, commands);
    }

    /** The first that {@code times} says, such as {@code 0m0.052s}. */
    private static double userSeconds(String times) {
        String[] parts = times.strip().split("\\s", 2)[0].split("[ms]", -1);
        return 60 * Double.parseDouble(parts[0]) + Double.parseDouble(parts[1]);
    }

    boolean hasMake() throws InterruptedException {
        try {
            new Command(List.of("make", "--version"), folder, Map.of()).output();
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    Spent byMake() throws Exception {
        return Meter.PROCESS.of(new Command(List.of("make", "-j" + AT_ONCE), folder, Map.of())::run);
    }

    Spent byPlan() throws Exception {
        Path file = folder.resolve("burning.db");
        Files.deleteIfExists(file);
        var plan = new Plan(
                "burning",
                IntStream.range(0, commands)
                        .mapToObj(i -> PlanStep.of("t" + i, new Body.Command(COMMAND)))
                        .toList());
        try (Store store = Afterwise.store(file);
                var afterwise = Afterwise.with(store, Settings.STANDARD.with(new PlanLimits(commands, AT_ONCE)))) {
            return Meter.PROCESS.of(() -> {
                PlanResult result = afterwise.execute(plan, Launch.in(folder, ""), Watcher.NOBODY);
                if (!(result.outcome() instanceof Outcome.Succeeded)) {
                    throw new IllegalStateException(
                            "The plan must succeed, but it ended as (%s).".formatted(result.outcome()));
                }
            });
        }
    }
}

package dev.afterwise.cli.eval;

import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.json.UnreadableException;
import dev.afterwise.json.WorkflowRun;
import dev.afterwise.learn.durations.Durations;
import dev.afterwise.learn.durations.Estimate;
import dev.afterwise.learn.durations.Piece;
import dev.afterwise.plan.schedule.Dag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recorded runs of workflows, by application.
 *
 * @param count how many runs there are in all
 */
record Workflows(SortedMap<String, List<WorkflowRun>> apps, int count) {
    /** The files *.json of a folder. */
    static Workflows read(Session session, String place) throws IOException {
        Path folder = session.shell().file(Path.of(place));
        if (!Files.isDirectory(folder)) {
            throw Refusal.notFound("There must be a folder (%s) of workflows, but there is none.".formatted(place));
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(each -> each.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw Refusal.notFound(
                    "There must be files (*.json) of workflows in (%s), but there are none.".formatted(place));
        }
        var runs = new ArrayList<WorkflowRun>();
        for (Path file : files) {
            runs.add(read(file));
        }
        return new Workflows(
                runs.stream().collect(Collectors.groupingBy(WorkflowRun::app, TreeMap::new, Collectors.toList())),
                runs.size());
    }

    private static WorkflowRun read(Path file) throws IOException {
        try {
            WorkflowRun run = WorkflowRun.parse(Files.readString(file));
            if (run.tasks().isEmpty()) {
                throw new UnreadableException("a workflow must have tasks, but it has none");
            }
            // Tasks that wait for each other in a circle are refused here.
            Dag.of(needs(run));
            return run;
        } catch (UnreadableException | IllegalArgumentException e) {
            throw Refusal.usage(file.getFileName() + ": " + e.getMessage());
        }
    }

    static List<List<Integer>> needs(WorkflowRun run) {
        return run.tasks().stream().map(WorkflowRun.Task::needs).toList();
    }

    static List<Piece> pieces(WorkflowRun run) {
        return run.tasks().stream().map(Workflows::piece).toList();
    }

    private static Piece piece(WorkflowRun.Task task) {
        return new Piece(task.kind(), task.inputBytes(), task.needs());
    }

    static double[] seconds(WorkflowRun run) {
        return run.tasks().stream().mapToDouble(WorkflowRun.Task::seconds).toArray();
    }

    /** What is expected of a run by the others of its application, without having seen it; null if there is no other. */
    @Nullable
    List<Estimate> expected(WorkflowRun run) {
        List<List<Durations.Done>> others = apps.getOrDefault(run.app(), List.of()).stream()
                .filter(other -> !other.name().equals(run.name()))
                .map(Workflows::done)
                .toList();
        return others.isEmpty() ? null : Durations.of(others).estimate(pieces(run));
    }

    private static List<Durations.Done> done(WorkflowRun run) {
        return run.tasks().stream()
                .map(task -> new Durations.Done(piece(task), task.seconds()))
                .toList();
    }

    /** The typical duration of a task of any other run, in seconds. */
    double typical(WorkflowRun run) {
        double[] all = apps.values().stream()
                .flatMap(List::stream)
                .filter(other -> !other.name().equals(run.name()))
                .flatMap(other -> other.tasks().stream())
                .mapToDouble(WorkflowRun.Task::seconds)
                .sorted()
                .toArray();
        return all.length == 0 ? 1 : all[all.length / 2];
    }
}

package dev.afterwise.benchmarks;

import dev.afterwise.Afterwise;
import dev.afterwise.Execution;
import dev.afterwise.Fact;
import dev.afterwise.Workspace;
import dev.afterwise.json.ExecutionLines;
import dev.afterwise.json.Facts;
import dev.afterwise.store.History;
import dev.afterwise.store.Store;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A store with the executions of a {@link Population}, appended a thousand at a time. */
record Populated(Path file, long executions) {
    private static final int GROUP = 1_000;
    private static final String UNFINISHED = ".unfinished";

    /** The store in this folder; made first, which takes a minute or two for a million, unless it is there. */
    static Populated in(Path folder, long executions, Report report) throws Exception {
        Files.createDirectories(folder);
        Path file = folder.resolve("history-%d.db".formatted(executions));
        var populated = new Populated(file, executions);
        if (Files.exists(file)) {
            report.line("%s is there already, with %s bytes".formatted(file, Figures.whole(Files.size(file))));
        } else {
            populated.make(report);
        }
        return populated;
    }

    private void make(Report report) throws Exception {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(unfinished.resolveSibling(unfinished.getFileName() + suffix));
        }
        Spent spent = Meter.PROCESS.of(() -> {
            try (Store store = Afterwise.store(unfinished)) {
                append(store.workspace(Workspace.DEFAULT).history());
            }
        });
        Files.move(unfinished, file);
        report.line("%s made: %s executions, %s bytes, which is %s each, with %s of JSON each; %s s, CPU %s us each"
                .formatted(
                        file,
                        Figures.whole(executions),
                        Figures.whole(Files.size(file)),
                        Figures.whole(Files.size(file) / executions),
                        Figures.whole(bytes()),
                        Figures.plain(spent.wallNanos() / 1e9),
                        Figures.plain(spent.per(executions).cpuNanos() / 1e3)));
    }

    private void append(History history) {
        var population = new Population(executions);
        for (List<Fact> facts = population.next(GROUP); !facts.isEmpty(); facts = population.next(GROUP)) {
            history.append(facts);
        }
    }

    /** How many bytes the JSON of an execution has, on average. */
    private long bytes() {
        List<Fact> facts = new Population(executions).next(GROUP);
        return facts.stream().collect(Collectors.groupingBy(Fact::execution)).values().stream()
                        .mapToLong(each -> Facts.write(each).getBytes(StandardCharsets.UTF_8).length)
                        .sum()
                / GROUP;
    }

    /** Writes the same executions as lines that can be imported. */
    static Path lines(Path folder, long executions) throws IOException {
        Path file = Files.createDirectories(folder).resolve("executions-%d.jsonl".formatted(executions));
        var population = new Population(executions);
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (List<Fact> facts = population.next(1); !facts.isEmpty(); facts = population.next(1)) {
                lines.append(ExecutionLines.write(Execution.of(facts))).append('\n');
            }
        }
        return file;
    }
}

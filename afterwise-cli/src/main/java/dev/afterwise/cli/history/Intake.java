package dev.afterwise.cli.history;

import dev.afterwise.Fact;
import dev.afterwise.Workspace;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.json.ExecutionLine;
import dev.afterwise.json.ExecutionLines;
import dev.afterwise.json.Problem;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.Receipt;
import dev.afterwise.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One file of executions on its way into the store, a thousand at a time. For one thread. */
final class Intake {
    private static final int BATCH = 1_000;
    /** Executions with very many steps make a batch of fewer. */
    private static final int BATCH_FACTS = 50_000;

    private static final int MOST_PROBLEMS = 10;

    /** A problem, and the file that has it. */
    record Reported(String file, Problem problem) {}

    /**
     * What came of a file.
     *
     * @param problems the first of those of the rejected lines
     * @param torn last lines that were not written to their end
     * @param trouble why not all rejected lines were kept, or null
     */
    record Taken(
            String name,
            Receipt receipt,
            long rejected,
            List<Reported> problems,
            List<Reported> torn,
            @Nullable String trouble) {}

    private final String name;
    private final Store store;
    private final Workspace home;
    private final Redaction redaction;
    private final RejectedFile rejects;
    private final Map<Workspace, List<Fact>> batch = new LinkedHashMap<>();
    private final List<Reported> problems = new ArrayList<>();
    private int batched;
    private int facts;
    private long rejected;
    private Receipt receipt = Receipt.NOTHING;
    private @Nullable String trouble;

    /** @param home where executions go that name no workspace */
    Intake(String name, Store store, Workspace home, Redaction redaction, RejectedFile rejects) {
        this.redaction = redaction;
        this.name = name;
        this.store = store;
        this.home = home;
        this.rejects = rejects;
    }

    /**
     * Stores all good lines.
     *
     * @throws InterruptedException between two batches; those before are stored
     */
    Taken all(InputStream in, Progress progress) throws IOException, InterruptedException {
        var verbatim = new Verbatim(progress.counting(in));
        var lines = new ExecutionLines(verbatim, new Classifier()::classify);
        for (ExecutionLine line = lines.next(); line != null; line = lines.next()) {
            switch (line) {
                case ExecutionLine.Accepted it -> accept(it);
                case ExecutionLine.Rejected it ->
                    reject(it, verbatim.line(it.problem().line()));
            }
            if (batched == BATCH || facts >= BATCH_FACTS) {
                store();
            }
            progress.executed();
        }
        store();
        close();
        return new Taken(name, receipt, rejected, problems, List.of(), trouble);
    }

    private void accept(ExecutionLine.Accepted line) {
        Workspace workspace = Objects.requireNonNullElse(line.workspace(), home);
        batch.computeIfAbsent(workspace, ignored -> new ArrayList<>()).addAll(redaction.of(line.facts()));
        facts += line.facts().size();
        batched++;
    }

    private void store() throws InterruptedException {
        batch.forEach((workspace, together) ->
                receipt = receipt.merge(store.workspace(workspace).history().append(together)));
        batch.clear();
        batched = 0;
        facts = 0;
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void reject(ExecutionLine.Rejected line, byte @Nullable [] verbatim) {
        rejected++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Reported(name, line.problem()));
        }
        if (trouble == null) {
            try {
                rejects.keep(
                        line.problem().in(name),
                        verbatim == null ? line.text().getBytes(StandardCharsets.UTF_8) : verbatim);
            } catch (IOException e) {
                trouble = e.toString();
            }
        }
    }

    private void close() {
        try {
            rejects.close();
        } catch (IOException e) {
            trouble = trouble == null ? e.toString() : trouble;
        }
    }
}

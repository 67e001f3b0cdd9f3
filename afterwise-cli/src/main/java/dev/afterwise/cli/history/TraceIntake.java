package dev.afterwise.cli.history;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.json.Problem;
import dev.afterwise.json.TraceLine;
import dev.afterwise.json.TraceReader;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.History;
import dev.afterwise.store.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Traces on their way into the store, as many at a time as make a good batch. For one thread. */
final class TraceIntake {
    private static final int BATCH = 1_000;
    private static final int BATCH_FACTS = 50_000;
    private static final int MOST_PROBLEMS = 10;

    private final History history;
    private final Redaction redaction;
    private final RejectedFile rejects;
    private final List<Fact> batch = new ArrayList<>();
    private final Set<ExecutionId> batched = new HashSet<>();
    private final List<Intake.Reported> problems = new ArrayList<>();
    private final List<Intake.Reported> torn = new ArrayList<>();
    private long rejected;
    private Receipt receipt = Receipt.NOTHING;
    private @Nullable String trouble;

    TraceIntake(History history, Redaction redaction, RejectedFile rejects) {
        this.history = history;
        this.redaction = redaction;
        this.rejects = rejects;
    }

    /**
     * Stores what a file says.
     *
     * @param file what its user calls it
     * @throws InterruptedException between two batches; those before are stored
     */
    void add(String file, InputStream in, Progress progress) throws IOException, InterruptedException {
        var lines = new TraceReader(progress.counting(in));
        for (TraceLine line = lines.next(); line != null; line = lines.next()) {
            switch (line) {
                case TraceLine.Said said -> {
                    batch.add(redaction.of(said.fact()));
                    if (batched.add(said.fact().execution())) {
                        progress.executed();
                    }
                }
                case TraceLine.Rejected it -> reject(file, it);
                case TraceLine.Torn it -> torn.add(new Intake.Reported(file, it.problem()));
            }
            if (batched.size() > BATCH || batch.size() >= BATCH_FACTS) {
                store();
            }
        }
    }

    /**
     * Stores the rest.
     *
     * @param name what all the files together are called
     */
    Intake.Taken taken(String name) throws InterruptedException {
        store();
        try {
            rejects.close();
        } catch (IOException e) {
            trouble = trouble == null ? e.toString() : trouble;
        }
        return new Intake.Taken(name, receipt, rejected, problems, torn, trouble);
    }

    private void store() throws InterruptedException {
        if (!batch.isEmpty()) {
            receipt = receipt.merge(history.append(List.copyOf(batch)));
            batch.clear();
            batched.clear();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void reject(String file, TraceLine.Rejected line) {
        rejected++;
        Problem problem = line.problem();
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Intake.Reported(file, problem));
        }
        if (trouble == null) {
            try {
                rejects.keep(problem.in(file), line.text().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                trouble = e.toString();
            }
        }
    }
}

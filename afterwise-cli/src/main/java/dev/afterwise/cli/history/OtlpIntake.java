package dev.afterwise.cli.history;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Source;
import dev.afterwise.Usage;
import dev.afterwise.json.Problem;
import dev.afterwise.otel.Otlp;
import dev.afterwise.otel.OtlpException;
import dev.afterwise.otel.Received;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.Receipt;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file of OTLP requests in JSON on its way into the store: one on each line, or a single one. For one thread. */
final class OtlpIntake {
    private static final int BATCH_FACTS = 20_000;
    private static final int MOST_PROBLEMS = 10;
    private static final int MAX_BYTES = 64 << 20;

    private final String name;
    private final WorkspaceStore store;
    private final Redaction redaction;
    private final RejectedFile rejects;
    private final Timekeeper time;
    private final Otlp otlp;
    private final List<Fact> batch = new ArrayList<>();
    private final Map<ExecutionId, Boolean> hasEnd = new HashMap<>();
    private final Map<ExecutionId, Instant> seen = new HashMap<>();
    private final List<Intake.Reported> problems = new ArrayList<>();
    private long rejected;
    private Receipt receipt = Receipt.NOTHING;
    private @Nullable String trouble;

    OtlpIntake(
            String name, WorkspaceStore store, Redaction redaction, RejectedFile rejects, Timekeeper time, Otlp otlp) {
        this.name = name;
        this.store = store;
        this.redaction = redaction;
        this.rejects = rejects;
        this.time = time;
        this.otlp = otlp;
    }

    /**
     * Stores all that can be understood.
     *
     * @throws InterruptedException between two batches; those before are stored
     */
    Intake.Taken all(InputStream from, Progress progress) throws IOException, InterruptedException {
        var in = new BufferedInputStream(progress.counting(from), 1 << 16);
        byte[] first = line(in);
        byte @Nullable [] whole = first == null ? null : spread(first, in);
        if (whole != null) {
            take(whole, 1, progress);
        } else {
            int number = 1;
            for (byte[] line = first; line != null; line = line(in), number++) {
                take(line, number, progress);
            }
        }
        conclude();
        store();
        try {
            rejects.close();
        } catch (IOException e) {
            trouble = trouble == null ? e.toString() : trouble;
        }
        return new Intake.Taken(name, receipt, rejected, problems, List.of(), trouble);
    }

    /** The whole file, if it is one document over many lines: its first line is an opened brace, and no more. */
    private static byte @Nullable [] spread(byte[] first, InputStream in) throws IOException {
        if (!new String(first, StandardCharsets.UTF_8).strip().equals("{")) {
            return null;
        }
        var all = new ByteArrayOutputStream();
        all.write(first);
        all.write('\n');
        all.write(in.readNBytes(MAX_BYTES));
        return all.toByteArray();
    }

    private static byte @Nullable [] line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() < MAX_BYTES) {
                line.write(next);
            }
        }
        return line.toByteArray();
    }

    private void take(byte[] document, int line, Progress progress) throws IOException, InterruptedException {
        if (new String(document, 0, Math.min(document.length, 64), StandardCharsets.UTF_8).isBlank()) {
            return;
        }
        try {
            Otlp.Understood understood = otlp.document(new ByteArrayInputStream(document), time.now());
            Received received = understood.received();
            if (received.rejected() > 0) {
                reject(line, received.rejected(), received.because(), document);
            }
            for (Fact fact : received.facts()) {
                batch.add(redaction.of(fact));
                if (seen.merge(fact.execution(), fact.origin().observedAt(), OtlpIntake::later) == null) {
                    progress.executed();
                }
                hasEnd.merge(fact.execution(), fact instanceof Fact.Ended, Boolean::logicalOr);
            }
            if (!understood.samples().isEmpty()) {
                store.metrics().record(understood.samples());
            }
        } catch (OtlpException e) {
            reject(line, 1, String.valueOf(e.getMessage()), document);
        }
        if (batch.size() >= BATCH_FACTS) {
            store();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** A trace of whose root the file knows nothing is over, and nobody knows how; if the root comes yet, it is believed. */
    private void conclude() {
        hasEnd.forEach((id, isEnded) -> {
            if (!isEnded) {
                var origin = new Origin(id, Source.INFERRED, Objects.requireNonNull(seen.get(id)));
                batch.add(new Fact.Ended(origin, new Outcome.Unknown(null), Usage.NONE, Payload.NONE));
            }
        });
    }

    private void store() throws InterruptedException {
        if (!batch.isEmpty()) {
            receipt = receipt.merge(store.history().append(List.copyOf(batch)));
            batch.clear();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void reject(int line, long count, String because, byte[] document) {
        rejected += count;
        var problem = new Problem(line, 0, because);
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Intake.Reported(name, problem));
        }
        if (trouble == null) {
            try {
                rejects.keep(problem.in(name), document);
            } catch (IOException e) {
                trouble = e.toString();
            }
        }
    }
}

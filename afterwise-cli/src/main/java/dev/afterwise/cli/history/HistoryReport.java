package dev.afterwise.cli.history;

import dev.afterwise.Afterwise;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Outcome;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.json.OutcomeReport;
import dev.afterwise.json.OutcomeReport.Conclusion;
import dev.afterwise.json.UnreadableException;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.History;
import dev.afterwise.time.Randomness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;

@Command(
        name = "report",
        description = {
            "Record how work went that was done elsewhere: a JSON object on standard input, with the keys of a line that 'import' takes.",
            "Without a task it says how an execution went that is recorded already. What a person said of it counts for more."
        })
public final class HistoryReport implements Verb {
    private static final int MOST_BYTES = 4 << 20;

    /** A report, and whether its execution was recorded before. */
    private record Stored(OutcomeReport report, boolean isKnown) {}

    @Override
    public Answer answer(Session session) throws IOException {
        byte[] told = session.shell().in().readNBytes(MOST_BYTES + 1);
        if (told.length > MOST_BYTES) {
            throw Refusal.usage("A report must have at most %,d bytes, but this has more.".formatted(MOST_BYTES));
        }
        Instant now = session.shell().time().now();
        RandomGenerator random = Randomness.system();
        List<OutcomeReport> reports;
        try {
            reports = OutcomeReport.read(
                    new String(told, StandardCharsets.UTF_8),
                    new Classifier()::classify,
                    now,
                    () -> ExecutionId.at(now, random));
        } catch (UnreadableException e) {
            throw Refusal.because(Exit.USAGE, e);
        }
        boolean isNew = reports.stream().noneMatch(Conclusion.class::isInstance);
        return stored(reports, session, session.open(isNew ? Access.MAKE : Access.CHANGE));
    }

    private static Answer stored(List<OutcomeReport> reports, Session session, Afterwise afterwise) {
        History history = afterwise.history();
        var stored = new ArrayList<Stored>();
        var facts = new ArrayList<Fact>();
        for (OutcomeReport each : reports) {
            boolean isKnown = history.execution(each.id()).isPresent();
            if (each instanceof Conclusion it && !isKnown) {
                throw Refusal.notFound(session.hint()
                        .orElse(
                                "There must be an execution (%s), or a task of which it is a new one, but there is neither."
                                        .formatted(it.name())));
            }
            facts.addAll(each.facts());
            if (isKnown && each.facts().getLast() instanceof Fact.Ended ended) {
                // It may have been concluded otherwise meanwhile, which counts for more than its end.
                facts.add(new Fact.Concluded(ended.origin(), ended.outcome()));
            }
            stored.add(new Stored(each, isKnown));
        }
        List<Fact> kept = new Redaction(session.configurations().recording().secrets()).of(facts);
        if (history.append(kept).refused() > 0) {
            throw new Refusal(
                    Exit.FAILED,
                    "An execution must have its details to be added to, but those of one are past their time and gone.");
        }
        afterwise.advisor().learn(kept);
        return Answer.of("history.report")
                .listing(Table.of("outcomes", stored)
                        .column("id", "id", it -> Cell.id(it.report.id()))
                        .column(
                                "outcome",
                                "outcome",
                                it -> Cell.status(outcome(it.report).status()))
                        .column("error", "error", it -> Outcomes.error(outcome(it.report)))
                        .column("recorded", "recorded", it -> Cell.name(it.isKnown ? "again" : "new")));
    }

    private static Outcome.Ended outcome(OutcomeReport report) {
        return switch (report.facts().getLast()) {
            case Fact.Ended it -> it.outcome();
            case Fact.Concluded it -> it.outcome();
            default -> throw new IllegalStateException("A report must end with an outcome, but this does not.");
        };
    }
}

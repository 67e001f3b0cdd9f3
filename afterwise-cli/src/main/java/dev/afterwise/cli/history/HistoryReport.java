package dev.afterwise.cli.history;

import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Workspace;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.json.ExecutionLine;
import dev.afterwise.json.ExecutionLines;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.History;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "report",
        description = {
            "Record one execution that was done elsewhere: a JSON object on standard input, as 'import' takes one on each line.",
            "What Afterwise recorded itself counts for more."
        })
public final class HistoryReport implements Verb {
    private static final int MOST_BYTES = 4 << 20;

    @Override
    public Answer answer(Session session) throws IOException {
        byte[] told = session.shell().in().readNBytes(MOST_BYTES + 1);
        if (told.length > MOST_BYTES) {
            throw Refusal.usage("A report must have at most %d bytes, but this has more.".formatted(MOST_BYTES));
        }
        var lines = new ExecutionLines(new ByteArrayInputStream(told), new Classifier()::classify);
        ExecutionLine line = lines.next();
        return switch (line) {
            case null -> throw Refusal.usage("There must be a report on standard input, but there is nothing.");
            case ExecutionLine.Rejected it -> throw Refusal.usage(it.problem().message());
            case ExecutionLine.Accepted it -> stored(it, session);
        };
    }

    private static Answer stored(ExecutionLine.Accepted line, Session session) {
        Workspace own = session.workspace();
        if (line.workspace() != null && !line.workspace().equals(own)) {
            throw Refusal.usage(
                    "The workspace of a report must be (%s), but it is (%s).".formatted(own, line.workspace()));
        }
        var redaction = new Redaction(session.configurations().recording().secrets());
        History history = session.open(Access.MAKE).history();
        List<Fact> facts = redaction.of(line.facts());
        if (history.append(facts).refused() > 0) {
            throw new Refusal(Exit.FAILED, "An execution must be recorded in time, but the time of this is over.");
        }
        Headline headline = history.execution(facts.getFirst().execution())
                .orElseThrow(() -> new Refusal(Exit.STORE, "What was stored must be there, but it is not."))
                .headline();
        return Answer.of("history.report")
                .field("id", "id", Cell.id(headline.id()))
                .field("task", "task", Cell.text(headline.profile().task()))
                .field("outcome", "outcome", Cell.status(headline.outcome().status()))
                .field("duration_ms", "took", Outcomes.took(headline.outcome()))
                .field("error", "error", Outcomes.error(headline.outcome()));
    }
}

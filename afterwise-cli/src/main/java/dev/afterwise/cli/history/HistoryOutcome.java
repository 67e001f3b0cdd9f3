package dev.afterwise.cli.history;

import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Status;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.heal.classify.Classifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "outcome",
        description = {
            "Say how an execution went, because it shows only now, or because its own end says otherwise.",
            "What a person says counts for more than what was recorded."
        })
public final class HistoryOutcome implements Verb {
    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "the id or its beginning, or the name another system gave it")
    String id = "";

    @Parameters(index = "1", paramLabel = "OUTCOME", description = "succeeded, failed, cancelled or unknown")
    Status status = Status.UNKNOWN;

    @Option(names = "--type", paramLabel = "TYPE", order = 1, description = "of a failure: an error code or the like")
    String type = "";

    @Option(names = "--message", paramLabel = "TEXT", order = 2, description = "what went wrong, or why it was stopped")
    String message = "";

    @Override
    public Answer answer(Session session) {
        Outcome.Ended outcome = outcome();
        Headline headline = LateFact.add(session, id, origin -> new Fact.Concluded(origin, outcome));
        return Answer.of("history.outcome")
                .field("id", "id", Cell.id(headline.id()))
                .field("outcome", "outcome", Cell.status(headline.outcome().status()))
                .field("duration_ms", "took", Outcomes.took(headline.outcome()))
                .field("error", "error", Outcomes.error(headline.outcome()));
    }

    private Outcome.Ended outcome() {
        boolean saysWhy = !type.isEmpty() || !message.isEmpty();
        return switch (status) {
            case SUCCEEDED, UNKNOWN -> {
                if (saysWhy) {
                    throw Refusal.usage(
                            "--type and --message must only be given with failed or cancelled, but it is (%s)."
                                    .formatted(status.word()));
                }
                yield status == Status.SUCCEEDED ? new Outcome.Succeeded(null) : new Outcome.Unknown(null);
            }
            case FAILED -> new Outcome.Failed(null, new Classifier().classify(type, message));
            case CANCELLED -> new Outcome.Cancelled(null, message);
            case RUNNING, ABANDONED ->
                throw Refusal.usage("An outcome must be succeeded, failed, cancelled or unknown, but it is (%s)."
                        .formatted(status.word()));
        };
    }
}

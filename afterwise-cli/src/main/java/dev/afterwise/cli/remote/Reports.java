package dev.afterwise.cli.remote;

import dev.afterwise.Afterwise;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.json.OutcomeReport;
import dev.afterwise.json.OutcomeReport.Conclusion;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.Receipt;
import dev.afterwise.time.Randomness;
import dev.afterwise.time.Timekeeper;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** How work went that somebody did elsewhere: stored when it is answered, and learned from at once where advice was asked for. */
final class Reports {
    private final Afterwise afterwise;
    private final BiFunction<String, String, Failure> classify;
    private final Redaction redaction;
    private final Timekeeper time;
    private final RandomGenerator random = Randomness.system();

    Reports(Afterwise afterwise, BiFunction<String, String, Failure> classify, Redaction redaction, Timekeeper time) {
        this.afterwise = afterwise;
        this.classify = classify;
        this.redaction = redaction;
        this.time = time;
    }

    Answer outcomes(String body) {
        List<OutcomeReport> reports =
                OutcomeReport.read(body, classify, time.now(), () -> ExecutionId.at(time.now(), random));
        for (OutcomeReport each : reports) {
            if (each instanceof Conclusion it
                    && !it.isExact()
                    && afterwise.history().execution(it.id()).isEmpty()) {
                throw Refusal.notFound(
                        "An outcome without a 'task' must be about an execution that is known, or name it by its 32 hex digits, but there is none by this id (%s)."
                                .formatted(it.name()));
            }
        }
        List<Fact> facts = redaction.of(
                reports.stream().flatMap(each -> each.facts().stream()).toList());
        Receipt receipt = afterwise.history().append(facts);
        if (receipt.refused() > 0) {
            throw new Refusal(
                    Exit.FAILED,
                    "An execution must have its details to be added to, but those of %d are past their time and gone."
                            .formatted(receipt.refused()));
        }
        afterwise.advisor().learn(facts);
        return Answer.of("outcomes")
                .forPrograms("added", Cell.whole(receipt.added()))
                .forPrograms("changed", Cell.whole(receipt.changed()))
                .forPrograms("unchanged", Cell.whole(receipt.unchanged()))
                .listing(Table.of("outcomes", reports)
                        .forPrograms("id", it -> Cell.id(it.id()))
                        .forPrograms("outcome", it -> Cell.status(outcome(it).status()))
                        .forPrograms(
                                "class",
                                it -> outcome(it) instanceof Outcome.Failed failed
                                        ? Cell.name(
                                                failed.failure().failureClass().label())
                                        : Cell.ABSENT));
    }

    private static Outcome.Ended outcome(OutcomeReport report) {
        return switch (report.facts().getLast()) {
            case Fact.Ended it -> it.outcome();
            case Fact.Concluded it -> it.outcome();
            default -> throw new IllegalStateException("A report must end with an outcome, but this does not.");
        };
    }
}

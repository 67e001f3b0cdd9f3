package dev.afterwise.cli.errors;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.history.When;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resolve",
        description =
                "Say that an error is dealt with. If an execution that begins later ends in it, it has regressed.")
final class ErrorsResolve implements Verb {
    @Parameters(paramLabel = "ID", description = "the error's id, or its beginning")
    String id = "";

    @Option(
            names = "--at",
            paramLabel = "WHEN",
            order = 1,
            description =
                    "since when: a date, a date with a time, or 2h before the error was last seen; now by default")
    @Nullable
    String at;

    @Option(names = "--undo", order = 2, description = "it is not dealt with after all")
    boolean undo;

    @Override
    public Answer answer(Session session) {
        if (undo && at != null) {
            throw Refusal.usage("--undo must not be combined with --at: what is not dealt with has no such moment.");
        }
        return Marking.mark(session, id, (book, error) -> {
            Instant moment = undo
                    ? null
                    : at == null
                            ? session.shell().time().now()
                            : When.first(at, () -> Optional.of(error.seen().last()));
            book.resolve(error, moment);
            return Answer.of("errors.resolve")
                    .forPrograms("resolved_at", moment == null ? Cell.ABSENT : Cell.moment(moment))
                    .remark(
                            moment == null
                                    ? "The error %s is not resolved."
                                            .formatted(error.key().id())
                                    : "The error %s is resolved since %s. Should it come back, 'afterwise errors' says so."
                                            .formatted(error.key().id(), Figures.moment(moment)));
        });
    }
}

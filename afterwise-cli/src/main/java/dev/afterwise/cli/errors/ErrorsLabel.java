package dev.afterwise.cli.errors;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "label", description = "Say what you call an error, so that it is known by that name.")
final class ErrorsLabel implements Verb {
    @Parameters(index = "0", paramLabel = "ID", description = "the error's id, or its beginning")
    String id = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "what you call it; '' takes the name away")
    String name = "";

    @Override
    public Answer answer(Session session) {
        return Marking.mark(session, id, (book, error) -> {
            try {
                String label = name.strip();
                book.label(error, label);
                return Answer.of("errors.label")
                        .forPrograms("label", Cell.text(label))
                        .remark(
                                label.isEmpty()
                                        ? "The error %s has no name any more."
                                                .formatted(error.key().id())
                                        : "The error %s is called '%s'."
                                                .formatted(error.key().id(), label));
            } catch (IllegalArgumentException e) {
                throw Refusal.usage(String.valueOf(e.getMessage()));
            }
        });
    }
}

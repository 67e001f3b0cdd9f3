package dev.afterwise.cli.errors;

import dev.afterwise.ErrorBook;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.learn.errors.ErrorScope;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.store.WorkspaceStore;
import java.util.function.BiFunction;

/** What naming an error and resolving it have in common. */
final class Marking {
    private Marking() {}

    static Answer mark(Session session, String id, BiFunction<ErrorBook, KnownError, Answer> said) {
        WorkspaceStore workspace = session.openStore(Access.CHANGE).workspace(session.workspace());
        ErrorBook book = ErrorBook.of(workspace);
        KnownError error = Shown.find(session, book.report(ErrorScope.EVERYTHING), id);
        return said.apply(book, error)
                .forPrograms("id", Cell.name(error.key().id()))
                .forPrograms("template", Cell.text(error.key().template()));
    }
}

package dev.afterwise;

import dev.afterwise.learn.errors.ErrorReport;
import dev.afterwise.learn.errors.ErrorScope;
import dev.afterwise.learn.errors.ErrorStudy;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document.Marked;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Versioned;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The errors of a workspace, and what people say of them. What they said is kept in the ledger, and follows an error though its
 * template changes. Safe for use by many threads.
 */
public final class ErrorBook {
    private static final int TRIES = 20;

    private final WorkspaceStore workspace;

    private ErrorBook(WorkspaceStore workspace) {
        this.workspace = workspace;
    }

    public static ErrorBook of(WorkspaceStore workspace) {
        return new ErrorBook(workspace);
    }

    /** The errors in which executions of this scope ended. */
    public ErrorReport report(ErrorScope scope) {
        var until = new Window(null, scope.window().until());
        return ErrorStudy.of(
                workspace.segments().scan(until), workspace.history().failures(Filter.ALL.with(until)), marks(), scope);
    }

    /** What people said of errors, by the errors' ids. */
    public List<ErrorMark> marks() {
        return workspace.ledger().list(Marked.class).stream()
                .map(each -> each.document().mark())
                .toList();
    }

    /**
     * Says what people call an error.
     *
     * @param label empty if nothing any more
     * @throws IllegalArgumentException if the label is too long, or more than a line
     */
    public ErrorMark label(KnownError error, String label) {
        return change(error, mark -> mark.labelled(label));
    }

    /**
     * Says since when an error should not happen any more. If it does, it is said to have come back.
     *
     * @param at null if it is not resolved after all
     */
    public ErrorMark resolve(KnownError error, @Nullable Instant at) {
        return change(error, mark -> mark.resolved(at));
    }

    private ErrorMark change(KnownError error, UnaryOperator<ErrorMark> change) {
        String id = error.key().id();
        for (int tries = 1; ; tries++) {
            Optional<Versioned<Marked>> kept = workspace.ledger().read(Marked.class, id);
            ErrorMark before = kept.map(each -> each.document().mark())
                    .orElseGet(() -> new ErrorMark(id, "", null, error.seen().fingerprints()));
            ErrorMark mark = change.apply(new ErrorMark(
                    id, before.label(), before.resolvedAt(), error.seen().fingerprints()));
            try {
                workspace
                        .ledger()
                        .write(Map.of(
                                new Marked(mark), kept.map(Versioned::version).orElse(0L)));
                return mark;
            } catch (ConflictException overtaken) {
                if (tries == TRIES) {
                    throw overtaken;
                }
            }
        }
    }
}

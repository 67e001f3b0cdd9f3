package dev.afterwise.cli.shell;

import dev.afterwise.ExecutionId;
import dev.afterwise.store.History;
import java.util.List;
import java.util.Locale;

/** Executions as people name them: by their id, its beginning, or the name that another system gave them. */
public final class Ids {
    private static final int MOST_CANDIDATES = 10;

    private Ids() {}

    /**
     * The one execution that is meant.
     *
     * @throws Refusal if there is none, or several
     */
    public static ExecutionId find(Session session, History history, String name) {
        ExecutionId whole = ExecutionId.of(name);
        if (history.execution(whole).isPresent()) {
            return whole;
        }
        String digits = name.toLowerCase(Locale.ROOT);
        List<ExecutionId> found =
                digits.matches("[0-9a-f]{1,32}") ? history.idsStartingWith(digits, MOST_CANDIDATES + 1) : List.of();
        if (found.size() > 1) {
            throw Refusal.ambiguous(
                    "execution", name, found.stream().map(ExecutionId::hex).toList(), MOST_CANDIDATES);
        }
        return found.stream().findFirst().orElseThrow(() -> none(session, name));
    }

    /** What to say when there is no such execution. */
    public static Refusal none(Session session, String name) {
        return Refusal.notFound(session.hint()
                .orElse(
                        "There must be an execution (%s) in the workspace (%s), but there is none.\nMaybe run 'afterwise history list'."
                                .formatted(name, session.workspace())));
    }
}

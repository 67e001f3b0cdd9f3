package dev.afterwise.cli.history;

import dev.afterwise.Headline;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Cursor;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Query;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List executions, newest first.")
public final class HistoryList implements Verb {
    @Mixin
    FilterOptions only = new FilterOptions();

    @Option(names = "--limit", paramLabel = "N", order = 8, description = "at most so many, 1 to 10,000; 20 by default")
    int limit = 20;

    @Option(names = "--after", paramLabel = "CURSOR", order = 9, description = "go on where the page before ended")
    @Nullable
    String after;

    @Override
    public Answer answer(Session session) {
        if (limit < 1 || limit > Query.MAX_LIMIT) {
            throw Refusal.usage("--limit must be from 1 to %,d, but it is (%d).".formatted(Query.MAX_LIMIT, limit));
        }
        checkCursor();
        History history = session.open(Access.READ).history();
        Page<Headline> page = history.find(new Query(only.filter(history), after, limit));
        Answer answer = Answer.of("history.list")
                .forPrograms("workspace", Cell.name(session.workspace().name()))
                .listing(Headlines.table(page.items()))
                .forPrograms("next", Cell.text(page.next()));
        if (page.items().isEmpty() && session.hint().isEmpty()) {
            return answer.remark("No execution matches.");
        }
        return page.next() == null ? answer : answer.remark("More: --after " + page.next(), Tone.FAINT);
    }

    private void checkCursor() {
        if (after != null) {
            try {
                Cursor.parse(after);
            } catch (IllegalArgumentException e) {
                throw Refusal.usage("--after: " + e.getMessage());
            }
        }
    }
}

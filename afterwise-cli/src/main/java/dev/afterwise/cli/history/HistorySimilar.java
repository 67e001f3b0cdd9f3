package dev.afterwise.cli.history;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Similar;
import dev.afterwise.store.Terms;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "similar",
        description =
                "Find executions whose description is like a text: the likest first, of each description the newest.")
public final class HistorySimilar implements Verb {
    @Parameters(paramLabel = "TEXT", arity = "1", description = "what something to be done would be described by")
    String text = "";

    @Option(names = "--limit", paramLabel = "N", order = 8, description = "at most so many, 1 to 500; 10 by default")
    int limit = 10;

    @Override
    public Answer answer(Session session) {
        if (limit < 1 || limit > 500) {
            throw Refusal.usage("--limit must be from 1 to 500, but it is (%d).".formatted(limit));
        }
        if (Terms.of(text).isEmpty()) {
            throw Refusal.usage("The text must hold a word, letters or digits, but it is (%s).".formatted(text));
        }
        List<Similar> similar = session.open(Access.READ).history().similar(text, limit);
        Answer answer = Answer.of("history.similar")
                .forPrograms("workspace", Cell.name(session.workspace().name()))
                .listing(table(similar));
        return similar.isEmpty() && session.hint().isEmpty()
                ? answer.remark("No description shares a word with it.")
                : answer;
    }

    private static Table<Similar> table(List<Similar> similar) {
        return Table.of("similar", similar)
                .forPrograms("score", it -> Cell.real(it.score()))
                .forPeople("like it", it -> new Cell.Figure(Figures.percent(it.score()) + " %"))
                .column("id", "id", it -> Cell.id(it.newest().id()))
                .column("started", "started", it -> Cell.moment(it.newest().startedAt()))
                .column("task", "task", it -> Cell.text(it.newest().profile().task()))
                .column("agent", "agent", it -> Cell.text(it.newest().profile().agent()))
                .column(
                        "outcome",
                        "outcome",
                        it -> Cell.status(it.newest().outcome().status()))
                .column("duration_ms", "took", it -> Outcomes.took(it.newest().outcome()))
                .column("error", "error", it -> Outcomes.error(it.newest().outcome()))
                .column(
                        "description",
                        "description",
                        it -> Cell.text(it.newest().description()));
    }
}

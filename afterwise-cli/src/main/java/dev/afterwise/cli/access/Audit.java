package dev.afterwise.cli.access;

import dev.afterwise.Act;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.server.Acts;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description = "Who changed what through the server, who made tokens, and that somebody was turned away.")
public final class Audit implements Verb {
    @Option(names = "--limit", paramLabel = "N", order = 1, description = "at most so many, the newest; 50 by default")
    int limit = 50;

    public Audit() {}

    @Override
    public Answer answer(Session session) {
        if (limit < 1) {
            throw Refusal.usage("--limit must be at least 1, but it is (%d).".formatted(limit));
        }
        List<Act> all = new Acts(
                        session.openStore(Access.READ),
                        session.workspace(),
                        session.shell().time())
                .all();
        Answer answer = Answer.of("audit")
                .listing(Table.of("acts", all.stream().limit(limit).toList())
                        .column("at", "when", it -> Cell.moment(it.at()))
                        .column("by", "who", it -> Cell.name(it.by()))
                        .column("what", "what", it -> Cell.name(it.what()))
                        .column("about", "about", it -> Cell.text(it.about()))
                        .column("because", "why", it -> Cell.text(it.because()))
                        .column("outcome", "outcome", it -> Cell.name(it.outcome())));
        return all.isEmpty() ? answer.remark("Nobody did anything through the server.") : answer;
    }
}

package dev.afterwise.cli.store;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;

@Command(
        name = "rebuild",
        description =
                "Make anew what statistics are read from, but for hours of which executions or details were pruned.")
public final class StoreRebuild implements Verb {
    @Override
    public Answer answer(Session session) {
        long start = session.shell().time().nanos();
        Opened.upkeep(session, Access.CHANGE).rebuild();
        return Answer.of("store.rebuild")
                .field("duration_ms", "took", Cell.took(session.shell().time().since(start)));
    }
}

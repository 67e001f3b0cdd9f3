package dev.afterwise.cli.heal;

import dev.afterwise.BreakerOrder.Wish;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "reset",
        description =
                "Close the breaker of a component, whatever it has seen, and let it go by what it sees from then on.")
public final class BreakersReset implements Verb {
    @Parameters(paramLabel = "NAME", description = "the component")
    String name = "";

    @Override
    public Answer answer(Session session) {
        return Ordering.order(session, name, Wish.RESET, false, "Reset");
    }
}

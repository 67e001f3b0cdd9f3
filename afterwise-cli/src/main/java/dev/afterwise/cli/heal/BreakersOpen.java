package dev.afterwise.cli.heal;

import dev.afterwise.BreakerOrder.Wish;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "open", description = "Let no call of a component through, in no process, until its breaker is reset.")
public final class BreakersOpen implements Verb {
    @Parameters(paramLabel = "NAME", description = "the component")
    String name = "";

    @Option(names = "--anyway", order = 1, description = "also if no component of that name was called in the last day")
    boolean anyway;

    @Override
    public Answer answer(Session session) {
        return Ordering.order(session, name, Wish.OPEN, anyway, "Opened");
    }
}

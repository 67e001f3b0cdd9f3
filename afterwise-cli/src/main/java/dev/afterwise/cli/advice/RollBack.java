package dev.afterwise.cli.advice;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollback",
        aliases = "roll-back",
        description = "Take a change out of the policy again; what it replaced holds again.")
final class RollBack implements Verb {
    @Parameters(paramLabel = "ID", description = "the recommendation's id, or its beginning")
    String id = "";

    @Override
    public Answer answer(Session session) {
        return Adopting.move(session, id, (all, it) -> all.rollBack(it), "recommendations.rollback", "Rolled back");
    }
}

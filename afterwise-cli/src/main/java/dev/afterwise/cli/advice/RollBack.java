package dev.afterwise.cli.advice;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollback",
        aliases = "roll-back",
        description = "Take a change out of the policy again; what it replaced holds again.")
final class RollBack implements Verb {
    @Parameters(paramLabel = "ID", description = "the recommendation's id, or its beginning")
    String id = "";

    @Mixin
    Decision decision = new Decision();

    @Override
    public Answer answer(Session session) {
        return Adopting.move(
                session, id, (all, it) -> decision.over(all).rollBack(it), "recommendations.rollback", "Rolled back");
    }
}

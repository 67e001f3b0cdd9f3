package dev.afterwise.cli.advice;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "reject", description = "Refuse a recommended change; it is not proposed again.")
final class Reject implements Verb {
    @Parameters(paramLabel = "ID", description = "the recommendation's id, or its beginning")
    String id = "";

    @Mixin
    Decision decision = new Decision();

    @Override
    public Answer answer(Session session) {
        return Adopting.move(
                session, id, (all, it) -> decision.over(all).reject(it), "recommendations.reject", "Rejected");
    }
}

package dev.afterwise.cli.advice;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "approve",
        description = {
            "Try a recommended change on half of the runs, drawn by chance; keep it if it proves to help.",
            "It is taken back by itself if it does harm, or is not shown to help within weeks."
        })
final class Approve implements Verb {
    @Parameters(paramLabel = "ID", description = "the recommendation's id, or its beginning")
    String id = "";

    @Option(names = "--at-once", description = "for every run from now on, and measure nothing")
    boolean atOnce;

    @Mixin
    Decision decision = new Decision();

    @Override
    public Answer answer(Session session) {
        return Adopting.move(
                session,
                id,
                atOnce
                        ? (all, it) -> decision.over(all).apply(it)
                        : (all, it) -> decision.over(all).approve(it),
                "recommendations.approve",
                "Approved");
    }
}

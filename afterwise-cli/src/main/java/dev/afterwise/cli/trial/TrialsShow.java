package dev.afterwise.cli.trial;

import dev.afterwise.Afterwise;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = {
            "Say how an experiment stands: each variant's success, and what it gains over the first.",
            "Gains hold however often you look. Nothing is changed by looking."
        })
final class TrialsShow implements Verb {
    @Parameters(paramLabel = "ID", description = "the experiment's id, its beginning, or its name")
    String id = "";

    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.READ);
        return Telling.of(afterwise, Telling.find(afterwise, id), "experiments.show");
    }
}

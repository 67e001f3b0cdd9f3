package dev.afterwise.cli.trial;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;

@Command(name = "list", description = "The same as 'afterwise experiments'.")
final class TrialsList implements Verb {
    @Override
    public Answer answer(Session session) {
        return new Trials().answer(session);
    }
}

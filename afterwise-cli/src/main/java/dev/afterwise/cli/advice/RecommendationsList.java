package dev.afterwise.cli.advice;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;

@Command(name = "list", description = "The same as 'afterwise recommendations'.")
final class RecommendationsList implements Verb {
    @Override
    public Answer answer(Session session) {
        return new Recommendations().answer(session);
    }
}

package dev.afterwise.cli.threshold;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;

@Command(name = "list", description = "The same as 'afterwise thresholds'.")
final class ThresholdsList implements Verb {
    @Override
    public Answer answer(Session session) {
        return new Thresholds().answer(session);
    }
}

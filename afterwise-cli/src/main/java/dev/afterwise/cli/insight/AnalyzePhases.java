package dev.afterwise.cli.insight;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.errors.Slow;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "phases", description = "The same as 'afterwise slow'.")
public final class AnalyzePhases implements Verb {
    @Mixin
    Slow slow = new Slow();

    @Override
    public Answer answer(Session session) throws IOException, InterruptedException {
        return slow.answer(session);
    }
}

package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "cancel",
        description = {
            "Stop a run, with what it is doing; it ends as cancelled.",
            "A run whose runner is gone is ended, too."
        })
public final class CancelRun implements Verb {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Mixin
    private RunWord word = new RunWord();

    @Override
    public Answer answer(Session session) throws InterruptedException {
        OpenRun open = word.run(session);
        return open.said(
                open.all().cancel(open.id(), word.by(), word.because(), PATIENCE), "plan.cancel", "Cancelled.");
    }
}

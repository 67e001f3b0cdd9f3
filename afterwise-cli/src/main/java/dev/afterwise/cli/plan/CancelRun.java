package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        description = {
            "Stop a run, with what it is doing; it ends as cancelled.",
            "A run whose runner is gone is ended, too."
        })
public final class CancelRun implements Verb {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Parameters(paramLabel = "RUN", description = "the run's id, or its beginning")
    String id = "";

    @Option(names = "--because", paramLabel = "TEXT", order = 1, description = "why; kept with the run")
    String because = "";

    @Option(names = "--by", paramLabel = "NAME", order = 2, description = "who says so; else the user's name")
    String by = System.getProperty("user.name", "somebody");

    @Override
    public Answer answer(Session session) throws InterruptedException {
        OpenRun open = OpenRun.find(session, id);
        return open.said(open.all().cancel(open.id(), by, because, PATIENCE), "plan.cancel", "Cancelled.");
    }
}

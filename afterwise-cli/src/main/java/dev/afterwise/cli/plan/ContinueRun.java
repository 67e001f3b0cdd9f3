package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "continue", description = "Let a run go on that was paused.")
public final class ContinueRun implements Verb {
    @Parameters(paramLabel = "RUN", description = "the run's id, or its beginning")
    String id = "";

    @Option(names = "--because", paramLabel = "TEXT", order = 1, description = "why; kept with the run")
    String because = "";

    @Option(names = "--by", paramLabel = "NAME", order = 2, description = "who says so; else the user's name")
    String by = System.getProperty("user.name", "somebody");

    @Override
    public Answer answer(Session session) {
        OpenRun open = OpenRun.find(session, id);
        return open.said(open.all().proceed(open.id(), by, because), "plan.continue", "It goes on.")
                .hint(OpenRun.SOON + open.id());
    }
}

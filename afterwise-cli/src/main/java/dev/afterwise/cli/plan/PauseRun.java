package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "pause",
        description = "Have a run begin nothing more until it is continued; what is being done goes on.")
public final class PauseRun implements Verb {
    @Parameters(paramLabel = "RUN", description = "the run's id, or its beginning")
    String id = "";

    @Option(names = "--because", paramLabel = "TEXT", order = 1, description = "why; kept with the run")
    String because = "";

    @Option(names = "--by", paramLabel = "NAME", order = 2, description = "who says so; else the user's name")
    String by = System.getProperty("user.name", "somebody");

    @Override
    public Answer answer(Session session) {
        OpenRun open = OpenRun.find(session, id);
        return open.said(open.all().pause(open.id(), by, because), "plan.pause", "Paused.")
                .hint("Let it go on: afterwise plan continue " + open.id());
    }
}

package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "pause",
        description = "Have a run begin nothing more until it is continued; what is being done goes on.")
public final class PauseRun implements Verb {
    @Mixin
    private RunWord word = new RunWord();

    @Override
    public Answer answer(Session session) {
        OpenRun open = word.run(session);
        return open.said(open.all().pause(open.id(), word.by(), word.because()), "plan.pause", "Paused.")
                .hint("Let it go on: afterwise plan continue " + open.id());
    }
}

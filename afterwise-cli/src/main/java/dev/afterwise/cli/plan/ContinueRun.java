package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "continue", description = "Let a run go on that was paused.")
public final class ContinueRun implements Verb {
    @Mixin
    private RunWord word = new RunWord();

    @Override
    public Answer answer(Session session) {
        OpenRun open = word.run(session);
        return open.said(open.all().proceed(open.id(), word.by(), word.because()), "plan.continue", "It goes on.")
                .hint(OpenRun.SOON + open.id());
    }
}

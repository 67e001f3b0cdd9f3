package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "approve", description = "Say yes to a step that asks; its run goes on.")
public final class ApproveStep implements Verb {
    @Mixin
    private Answering answering = new Answering();

    @Override
    public Answer answer(Session session) {
        return answering.say(session, true);
    }
}

package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "reject", description = "Say no to a step that asks; it fails, and with it what needs it.")
public final class RejectStep implements Verb {
    @Mixin
    private Answering answering = new Answering();

    @Override
    public Answer answer(Session session) {
        return answering.say(session, false);
    }
}

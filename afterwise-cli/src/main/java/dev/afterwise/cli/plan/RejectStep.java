package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "reject", description = "Say no to a step that asks; it fails, and with it what needs it.")
public final class RejectStep implements Verb {
    @Parameters(index = "0", paramLabel = "RUN", description = "the run's id, or its beginning")
    String id = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEP",
            description = "the step that asks; may be left out if only one does")
    @Nullable
    String step;

    @Option(names = "--because", paramLabel = "TEXT", order = 1, description = "why; kept with the answer")
    String because = "";

    @Option(names = "--by", paramLabel = "NAME", order = 2, description = "who says so; else the user's name")
    String by = System.getProperty("user.name", "somebody");

    @Override
    public Answer answer(Session session) {
        return Answering.say(session, id, step, new Answering.Said(false, by, because));
    }
}

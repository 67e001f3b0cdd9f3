package dev.afterwise.cli.threshold;

import dev.afterwise.Afterwise;
import dev.afterwise.Policy;
import dev.afterwise.Thresholds.Named;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "reset", description = "Let a threshold be where the file has it.")
final class ThresholdsReset implements Verb {
    @Parameters(paramLabel = "NAME", description = "the threshold's name in afterwise.yaml")
    String name = "";

    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.CHANGE);
        Named before = Thresholds.named(afterwise, name);
        Policy policy = afterwise.thresholds().reset(name);
        return ThresholdsSet.moved("thresholds.reset", before, Thresholds.named(afterwise, name), policy);
    }
}

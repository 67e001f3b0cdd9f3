package dev.afterwise.cli.threshold;

import dev.afterwise.Afterwise;
import dev.afterwise.Policy;
import dev.afterwise.Thresholds.Named;
import dev.afterwise.Value;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "Move a threshold, whatever the file says; nothing is measured.")
final class ThresholdsSet implements Verb {
    @Parameters(index = "0", paramLabel = "NAME", description = "the threshold's name in afterwise.yaml")
    String name = "";

    @Parameters(index = "1", paramLabel = "NUMBER", description = "what is above this, is above the threshold")
    double above;

    @Override
    public Answer answer(Session session) {
        if (!Double.isFinite(above)) {
            throw Refusal.usage("A threshold must be a finite number, but this is (%s).".formatted(above));
        }
        Afterwise afterwise = session.open(Access.MAKE);
        Named before = Thresholds.named(afterwise, name);
        Policy policy = afterwise.thresholds().set(name, above);
        return moved("thresholds.set", before, Thresholds.named(afterwise, name), policy);
    }

    static Answer moved(String of, Named before, Named now, Policy policy) {
        return Answer.of(of)
                .forPrograms("name", Cell.name(now.name()))
                .forPrograms("rule", Cell.name(now.now().toString()))
                .forPrograms("before", Cell.name(before.now().toString()))
                .forPrograms("policy_version", Cell.whole(policy.version()))
                .remark("'%s' is %s, and was %s."
                        .formatted(now.name(), now.now(), Value.of(before.now().above())));
    }
}

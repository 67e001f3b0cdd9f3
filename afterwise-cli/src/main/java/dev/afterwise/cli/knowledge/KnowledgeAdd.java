package dev.afterwise.cli.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.KnowledgeBase;
import dev.afterwise.Trust;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Write down what you know, so that it is told where it bears on the work.")
final class KnowledgeAdd implements Verb {
    @Parameters(paramLabel = "STATEMENT", description = "what is known, on one line")
    String statement = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            order = 0,
            description = "best_practice, known_issue, optimization or pattern; best_practice by default")
    Knowledge.Kind kind = Knowledge.Kind.BEST_PRACTICE;

    @Option(names = "--task", paramLabel = "TASK", order = 1, description = "of this kind of work; of all by default")
    @Nullable
    String task;

    @Mixin
    ScopeOptions scope = new ScopeOptions();

    @Option(
            names = "--if",
            paramLabel = "CONDITION",
            order = 6,
            description = "only under this condition, such as 'complexity > 7' or 'branch = main'; again for more")
    List<String> conditions = List.of();

    @Option(names = "--action", paramLabel = "TEXT", order = 7, description = "what to do about it, on one line")
    String action = "";

    @Option(
            names = "--confidence",
            paramLabel = "SHARE",
            order = 8,
            description = "how sure you are, from 0 to 1; 0.75 by default")
    double confidence = Trust.USUAL;

    @Option(names = "--by", paramLabel = "NAME", order = 9, description = "who says so")
    String by = "";

    @Override
    public Answer answer(Session session) {
        KnowledgeBase base = Opened.base(session, Access.MAKE);
        try {
            Knowledge added = base.add(kind, scope.scope(task, conditions), statement, action, by, confidence);
            return Answer.of("knowledge.add")
                    .forPrograms("id", Cell.name(added.id()))
                    .forPrograms(
                            "confidence",
                            Items.confidence(added, base, session.shell().time().now()))
                    .remark("It is kept as %s.".formatted(added.id()));
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(String.valueOf(e.getMessage()));
        }
    }
}

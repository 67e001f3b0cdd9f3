package dev.afterwise.cli.knowledge;

import dev.afterwise.KnowledgeBase;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.knowledge.Briefing;
import dev.afterwise.learn.knowledge.Question;
import dev.afterwise.learn.knowledge.Relevant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "for",
        description = {
            "What is known that bears on a task, ready to be put before a prompt, and marked as data.",
            "What is known of other tasks is told with a discount, learned from how such findings held."
        })
final class KnowledgeFor implements Verb {
    @Parameters(paramLabel = "TASK", description = "the kind of work")
    String task = "";

    @Mixin
    ScopeOptions scope = new ScopeOptions();

    @Option(names = "--complexity", paramLabel = "NUMBER", order = 6, description = "of this complexity")
    @Nullable
    Double complexity;

    @Option(
            names = "--attr",
            paramLabel = "NAME=VALUE",
            order = 7,
            description = "in these circumstances; again for more")
    List<String> attributes = List.of();

    @Option(names = "--text", paramLabel = "TEXT", order = 8, description = "what is to be done, in words")
    String text = "";

    @Option(
            names = "--min-confidence",
            paramLabel = "SHARE",
            order = 9,
            description = "only what is at least so sure here, from 0 to 1; 0.3 by default")
    double minConfidence = Question.USUAL_CONFIDENCE;

    @Option(names = "--limit", paramLabel = "N", order = 10, description = "at most so many items; 10 by default")
    int limit = 10;

    @Option(
            names = "--chars",
            paramLabel = "N",
            order = 11,
            description = "at most so many characters of text; 4,000 by default")
    int chars = 4_000;

    @Override
    public Answer answer(Session session) {
        Question question;
        try {
            question = new Question(
                    scope.profile(task, complexity, attributes), scope.category, text, minConfidence, limit);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(String.valueOf(e.getMessage()));
        }
        KnowledgeBase base = Opened.base(session, Access.READ);
        List<Relevant> answers = base.find(question);
        String briefing = Briefing.of(answers, chars).text();
        Answer answer = Answer.of("knowledge.for")
                .forPrograms("task", Cell.name(task))
                .forPrograms("text", Cell.text(briefing))
                .with(Items.forPrograms(answers));
        return briefing.isEmpty() ? answer.remark("Nothing that is known bears on it.") : answer.block("xml", briefing);
    }
}

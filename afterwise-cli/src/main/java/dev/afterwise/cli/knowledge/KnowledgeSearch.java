package dev.afterwise.cli.knowledge;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.knowledge.Question;
import dev.afterwise.learn.knowledge.Relevant;
import dev.afterwise.store.Terms;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "search", description = "Find what is known that shares words with a text, the most relevant first.")
final class KnowledgeSearch implements Verb {
    @Parameters(paramLabel = "TEXT", description = "what it is about, in words")
    String text = "";

    @Option(names = "--task", paramLabel = "TASK", order = 1, description = "as it bears on this kind of work")
    @Nullable
    String task;

    @Mixin
    ScopeOptions scope = new ScopeOptions();

    @Option(
            names = "--min-confidence",
            paramLabel = "SHARE",
            order = 6,
            description = "only what is at least so sure, from 0 to 1; 0 by default")
    double minConfidence;

    @Option(names = "--limit", paramLabel = "N", order = 7, description = "at most so many; 10 by default")
    int limit = 10;

    @Override
    public Answer answer(Session session) {
        if (Terms.of(text).isEmpty()) {
            throw Refusal.usage("The text must hold a word, letters or digits, but it is (%s).".formatted(text));
        }
        Question question;
        try {
            question = new Question(
                    task == null ? null : scope.profile(task, null, List.of()),
                    scope.category,
                    text,
                    minConfidence,
                    limit);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(String.valueOf(e.getMessage()));
        }
        List<Relevant> answers = Opened.base(session, Access.READ).find(question);
        Answer answer = Answer.of("knowledge.search")
                .forPrograms("text", Cell.text(text))
                .listing(Items.relevant(answers));
        return answers.isEmpty() ? answer.remark("Nothing that is known shares a word with it.") : answer;
    }
}

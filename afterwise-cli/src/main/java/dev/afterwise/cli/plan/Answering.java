package dev.afterwise.cli.plan;

import dev.afterwise.OpenRuns.Question;
import dev.afterwise.Status;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The answer of a person to a step that asks. */
final class Answering {
    @Mixin
    private RunWord word = new RunWord();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEP",
            description = "the step that asks; may be left out if only one does")
    private @Nullable String step;

    Answer say(Session session, boolean isYes) {
        OpenRun open = word.run(session);
        if (open.run().status() != Status.RUNNING) {
            throw open.over();
        }
        Question question = question(open);
        boolean isHeard = isYes
                ? open.all().approve(question, word.by(), word.because())
                : open.all().reject(question, word.by(), word.because());
        return open.said(
                        isHeard,
                        isYes ? "plan.approve" : "plan.reject",
                        "%s: %s".formatted(isYes ? "Approved" : "Rejected", question.step()))
                .forPrograms("step", Cell.name(question.step()))
                .forPrograms("question", Cell.text(question.question()))
                .forPrograms("by", Cell.text(word.by()))
                .hint(OpenRun.SOON + open.id());
    }

    private Question question(OpenRun open) {
        List<Question> questions = open.all().questions(open.run());
        List<Question> meant = questions.stream()
                .filter(each -> step == null || each.step().equals(step))
                .toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        String others = questions.stream().map(Question::step).collect(Collectors.joining(", "));
        if (meant.size() > 1) {
            throw Refusal.usage("STEP must be said where several steps ask, but it is not: %s.".formatted(others));
        }
        throw new Refusal(
                step == null ? Exit.FAILED : Exit.NOT_FOUND,
                step == null
                        ? "The run (%s) must ask something to be answered, but it asks nothing.".formatted(open.id())
                        : "There must be a step (%s) that asks, but %s."
                                .formatted(step, others.isEmpty() ? "none does" : "only these do: " + others));
    }
}

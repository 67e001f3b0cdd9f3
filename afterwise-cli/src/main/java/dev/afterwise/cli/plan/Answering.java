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

/** What answers to steps that ask have in common. */
final class Answering {
    private Answering() {}

    /** An answer, and who gives it. */
    record Said(boolean isYes, String by, String because) {
        String command() {
            return isYes ? "plan.approve" : "plan.reject";
        }
    }

    static Answer say(Session session, String id, @Nullable String step, Said said) {
        OpenRun open = OpenRun.find(session, id);
        if (open.run().status() != Status.RUNNING) {
            throw open.over();
        }
        Question question = question(open, step);
        boolean isHeard = said.isYes()
                ? open.all().approve(question, said.by(), said.because())
                : open.all().reject(question, said.by(), said.because());
        return open.said(
                        isHeard,
                        said.command(),
                        "%s: %s".formatted(said.isYes() ? "Approved" : "Rejected", question.step()))
                .forPrograms("step", Cell.name(question.step()))
                .forPrograms("question", Cell.text(question.question()))
                .forPrograms("by", Cell.text(said.by()))
                .hint(OpenRun.SOON + open.id());
    }

    private static Question question(OpenRun open, @Nullable String step) {
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

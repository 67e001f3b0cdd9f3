package dev.afterwise.cli.plan;

import dev.afterwise.OpenRuns;
import dev.afterwise.OpenRuns.Question;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "approvals",
        description = {
            "List what runs of plans ask a person: steps that wait for an answer.",
            "Answer with 'afterwise plan approve' or 'afterwise plan reject'."
        })
public final class Approvals implements Verb {
    @Override
    public Answer answer(Session session) {
        var store = session.openStore(Access.READ).workspace(session.workspace());
        List<Question> questions = OpenRuns.of(store, session.shell().time()).questions();
        Answer answer = Answer.of("plan.approvals")
                .listing(Table.of("approvals", questions)
                        .column("id", "run", it -> Cell.id(it.run().id()))
                        .column("plan", "plan", it -> Cell.name(it.run().plan()))
                        .column("step", "step", it -> Cell.name(it.step()))
                        .column("asked_at", "asked", it -> Cell.moment(it.askedAt()))
                        .column("question", "question", it -> Cell.text(it.question())));
        return questions.isEmpty()
                ? answer.remark("Nobody is asked anything.")
                : answer.hint("Say yes or no: afterwise plan approve|reject RUN STEP");
    }
}

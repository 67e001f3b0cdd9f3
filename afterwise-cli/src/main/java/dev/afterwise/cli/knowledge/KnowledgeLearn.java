package dev.afterwise.cli.knowledge;

import dev.afterwise.KnowledgeBase;
import dev.afterwise.Lesson;
import dev.afterwise.Tally;
import dev.afterwise.Transfer;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "learn",
        description =
                "Look at the last 90 days of the history for what can be used again, and keep it. Each cycle of the loop does so.")
final class KnowledgeLearn implements Verb {
    @Override
    public Answer answer(Session session) {
        KnowledgeBase base = Opened.base(session, Access.CHANGE);
        Lesson lesson = base.learn();
        List<Transfer> transfers = base.transfers();
        Answer answer = Answer.of("knowledge.learn")
                .forPrograms("added", Cell.whole(lesson.added()))
                .forPrograms("renewed", Cell.whole(lesson.renewed()))
                .forPrograms("missed", Cell.whole(lesson.missed()))
                .forPrograms("dropped", Cell.whole(lesson.dropped()))
                .forPrograms("items", Cell.whole(lesson.total()));
        if (session.hint().isPresent()) {
            return answer.exit(Exit.NOT_ENOUGH_HISTORY);
        }
        answer = answer.remark("Knowledge: %s.".formatted(lesson.sentence()))
                .with(Table.of("transfers", transfers)
                        .column("from", "what is known of", it -> Cell.name(it.from()))
                        .column("to", "looked at in", it -> Cell.name(it.to()))
                        .column("held", "held %", it -> Cell.rate(it.all())));
        return lesson.total() == 0
                        && transfers.stream()
                                        .map(Transfer::all)
                                        .mapToLong(Tally::tried)
                                        .sum()
                                == 0
                ? answer.exit(Exit.NOT_ENOUGH_HISTORY)
                : answer;
    }
}

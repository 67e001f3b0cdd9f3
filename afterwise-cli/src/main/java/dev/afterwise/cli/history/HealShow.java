package dev.afterwise.cli.history;

import dev.afterwise.Execution;
import dev.afterwise.Money;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Ids;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.History;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description =
                "Show what was done about the failures of one execution: what was tried, what it cost, what worked.")
public final class HealShow implements Verb {
    @Parameters(paramLabel = "ID", description = "the id or its beginning, or the name another system gave it")
    String id = "";

    @Override
    public Answer answer(Session session) {
        History history = session.open(Access.READ).history();
        Execution execution =
                history.execution(Ids.find(session, history, id)).orElseThrow(() -> Ids.none(session, id));
        List<Remedied> all = Remedied.of(execution);
        List<Remedied> tried = all.stream().filter(Remedied::isTried).toList();
        Duration took =
                tried.stream().map(Remedied::took).filter(Objects::nonNull).reduce(Duration.ZERO, Duration::plus);
        Money cost = tried.stream().map(Remedied::cost).reduce(Money.ZERO, Money::plus);
        Answer answer = Answer.of("heal.show")
                .field("id", "execution", Cell.name(execution.id().hex()))
                .field("task", "task", Cell.text(execution.profile().task()))
                .field("outcome", "outcome", Cell.status(execution.outcome().status()))
                .field("tried", "tried", Cell.whole(tried.size()))
                .field(
                        "worked",
                        "worked",
                        Cell.whole(tried.stream().filter(Remedied::worked).count()))
                .field("took_ms", "took", tried.isEmpty() ? Cell.ABSENT : Cell.took(took))
                .field("cost_usd", "cost", Cell.costUnlessZero(cost))
                .with(Remedied.columns(Table.of("recoveries", all)));
        return all.isEmpty() ? answer.remark("Nothing had to be done about any failure.") : answer;
    }
}

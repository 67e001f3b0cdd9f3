package dev.afterwise.cli.heal;

import dev.afterwise.Afterwise;
import dev.afterwise.Loan;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;

@Command(
        name = "budget",
        description = {
            "How much each component may spend on recovery, and what components have lent each other.",
            "A component that has more than half may try again."
        })
public final class Budget implements Verb {
    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.READ);
        List<Loan> loans = afterwise.remembered().loans();
        List<Known> all = Known.all(afterwise).stream()
                .filter(known -> known.memory() != null)
                .toList();
        Answer answer = Answer.of("budget").listing(table(all, loans));
        if (session.hint().isPresent()) {
            return answer.hint(session.hint().get());
        }
        return all.isEmpty() ? answer.hint("No component was called in the last day.") : answer;
    }

    private static Table<Known> table(List<Known> all, List<Loan> loans) {
        return Table.of("budgets", all)
                .column("component", "component", it -> Cell.name(it.component()))
                .column("level", "", it -> Cell.real(level(it)))
                .forPeople("level", it -> new Cell.Figure("%.0f %%".formatted(100 * level(it))))
                .column("owes", "owes", it -> count(loans, Loan::borrower, it))
                .column("lent", "lent", it -> count(loans, Loan::lender, it))
                .column("at", "as of", it -> BreakersList.moment(it.at()));
    }

    private static double level(Known known) {
        Double level = known.budget();
        return level == null ? 1 : level;
    }

    private static Cell count(List<Loan> loans, Function<Loan, String> who, Known it) {
        return Cell.whole(
                loans.stream().map(who).filter(it.component()::equals).count());
    }
}

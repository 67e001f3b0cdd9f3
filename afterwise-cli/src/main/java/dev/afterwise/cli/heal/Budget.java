package dev.afterwise.cli.heal;

import dev.afterwise.Afterwise;
import dev.afterwise.BoostTrial;
import dev.afterwise.Loan;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Document;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;

@Command(
        name = "budget",
        description = {
            "How much each component may spend on recovery, and what components have lent each other.",
            "A retry takes one of ten, and must leave half. And how many boosts there may be, and what they gained."
        })
public final class Budget implements Verb {
    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.READ);
        List<Loan> loans = afterwise.remembered().loans();
        List<Known> all = Known.all(afterwise).stream()
                .filter(known -> known.memory() != null)
                .toList();
        Document.Boosted boosted = afterwise.boosted();
        Answer answer = Answer.of("budget")
                .listing(table(all, loans))
                .field("reserve", "reserve for boosts", Cell.real(Math.round(10 * boosted.reserve()) / 10.0))
                .with(trials(boosted.trials()));
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

    private static Table<BoostTrial> trials(List<BoostTrial> trials) {
        return Table.of("boosts", trials)
                .column("task", "task", it -> Cell.name(it.task()))
                .column("boosted", "recovered boosted", it -> Cell.rate(it.boosted()))
                .column("held_out", "unboosted", it -> Cell.rate(it.heldOut()))
                .forPrograms("gain", it -> Cell.real(it.gain()))
                .forPrograms("low", it -> Cell.real(it.low()))
                .forPrograms("high", it -> Cell.real(it.high()))
                .forPeople(
                        "gain",
                        it -> new Cell.Figure("%+.0f points (%.0f to %.0f)"
                                .formatted(100 * it.gain(), 100 * it.low(), 100 * it.high())));
    }

    private static double level(Known known) {
        Double level = known.budget();
        return level == null ? 1 : level;
    }

    private static Cell count(List<Loan> loans, Function<Loan, String> who, Known it) {
        return Cell.whole(loans.stream().map(who).filter(it.component()::equals).count());
    }
}

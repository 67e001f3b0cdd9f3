package dev.afterwise.cli.heal;

import dev.afterwise.FailureClass;
import dev.afterwise.Transience;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.heal.Preference;
import dev.afterwise.heal.Preferences;
import dev.afterwise.heal.Remedy;
import dev.afterwise.heal.Uplift;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "preferences",
        description = {
            "Show what healing has learned: how often each strategy helped, by component and class of failure,",
            "and how much more is recovered where that is followed than where the experts' order is."
        })
public final class HealPreferences implements Verb {
    @Option(names = "--component", paramLabel = "NAME", order = 1, description = "only this one")
    @Nullable
    String component;

    @Option(names = "--class", paramLabel = "CLASS", order = 2, description = "only failures of this class")
    @Nullable
    FailureClass failureClass;

    @Override
    public Answer answer(Session session) {
        Preferences preferences = session.open(Access.READ).preferences();
        List<Preference> all = preferences.all().stream()
                .filter(each -> component == null || each.component().equals(component))
                .filter(each -> failureClass == null || each.failureClass() == failureClass)
                .toList();
        Answer answer = Answer.of("heal.preferences").listing(table(all));
        if (all.isEmpty()) {
            return session.hint().isPresent()
                    ? answer
                    : answer.remark("Nothing was measured yet. Until then the experts' order is followed.");
        }
        return answer.field("uplift", "learning brings", uplift(preferences.uplift()))
                .remark("A prior is the share that experts expect; nothing of it was measured.", Tone.FAINT);
    }

    private static Table<Preference> table(List<Preference> all) {
        return Table.of("preferences", all)
                .column("component", "component", it -> Cell.text(it.component()))
                .column("class", "class", it -> Cell.name(it.failureClass().label()))
                .forPrograms("strategy", it -> Cell.name(it.strategy()))
                .forPrograms("again", it -> new Cell.Flag(it.isAgain()))
                .forPeople("strategy", it -> Cell.name(it.isAgain() ? it.strategy() + " again" : it.strategy()))
                .forPeople("tried", it -> Cell.wholeUnlessZero(it.measured().tried()))
                .column("measured", "helped, measured (95 %)", it -> Cell.rate(it.measured()))
                .column("today", "today", HealPreferences::today)
                .column("prior", "prior", it -> prior(it));
    }

    /** What still counts: the rest is too old, or contradicted by what came later. */
    private static Cell today(Preference it) {
        double sample = it.recent().sample();
        if (sample < .5) {
            return Cell.ABSENT;
        }
        return new Cell.Compound(
                new Cell.Figure("%.0f %% of %.0f".formatted(100 * it.chance(), sample)),
                List.of(Field.of("rate", Cell.real(it.chance())), Field.of("n", Cell.real(sample))));
    }

    private static Cell prior(Preference it) {
        OptionalDouble prior = Remedy.against(it.failureClass(), Transience.TRANSIENT).stream()
                .filter(remedy -> remedy.strategy().equals(it.strategy()) && !it.isAgain())
                .map(Remedy::prior)
                .findFirst()
                .orElse(OptionalDouble.empty());
        return prior.isPresent() ? Cell.real(prior.getAsDouble()) : Cell.ABSENT;
    }

    private static Cell uplift(Uplift uplift) {
        boolean isKnown = uplift.learned().tried() > 0 && uplift.experts().tried() > 0;
        String shown = isKnown
                ? "%+.1f points (%+.1f to %+.1f), of %,d calls against %,d that followed the experts"
                        .formatted(
                                100 * uplift.difference(),
                                100 * uplift.low(),
                                100 * uplift.high(),
                                uplift.learned().tried(),
                                uplift.experts().tried())
                : "nobody knows yet: %,d calls, and %,d that followed the experts"
                        .formatted(uplift.learned().tried(), uplift.experts().tried());
        return new Cell.Compound(
                new Cell.Figure(shown),
                List.of(
                        Field.of("difference", isKnown ? Cell.real(uplift.difference()) : Cell.ABSENT),
                        Field.of("low", Cell.real(uplift.low())),
                        Field.of("high", Cell.real(uplift.high())),
                        Field.of("learned", Cell.rate(uplift.learned())),
                        Field.of("held_out", Cell.rate(uplift.experts()))));
    }
}

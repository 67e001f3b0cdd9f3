package dev.afterwise.cli.remote;

import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.remote.Known.Help;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.learn.errors.KnownError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What goes wrong with a task and with the components that it calls, and what helps. */
final class Troubles {
    private final Known known;
    private final Guards guards;

    Troubles(Known known, Guards guards) {
        this.known = known;
        this.guards = guards;
    }

    /** The errors of a task. */
    Cell errors(String task, int most, List<String> components) {
        return new Cell.Rows(Table.of("errors", known.errors(task, most))
                .forPrograms("id", it -> Cell.name(it.key().id()))
                .forPrograms("state", it -> Cell.name(it.life().state().name().toLowerCase(Locale.ROOT)))
                .forPrograms("class", it -> Cell.name(it.failureClass().label()))
                .forPrograms("type", it -> Cell.text(it.key().type()))
                .forPrograms("step", it -> Cell.text(it.key().step()))
                .forPrograms("template", it -> Cell.text(it.key().template()))
                .forPrograms("failures", it -> Cell.whole(it.waste().failures()))
                .forPrograms("last_seen", it -> Cell.moment(it.seen().last()))
                .forPrograms("remedies", it -> remedies(known.against(it.failureClass(), places(it, components)))));
    }

    /** Where remedies against an error were measured: the components that are going to be called, and its own steps. */
    private static List<String> places(KnownError error, List<String> components) {
        var places = new ArrayList<>(components);
        places.addAll(List.of(error.key().step().split(" > ", -1)));
        return places;
    }

    /** A component, and its guard if it was ever called. */
    private record Place(String name, Optional<Guard> guard) {
        Cell told(Function<Guard, Cell> what) {
            return guard.map(what).orElse(Cell.ABSENT);
        }
    }

    /** The components that work is going to call. Asking about one that nobody has called leaves nothing behind. */
    Cell components(List<String> names) {
        List<Place> all =
                names.stream().map(each -> new Place(each, guards.known(each))).toList();
        return new Cell.Rows(Table.of("components", all)
                .forPrograms("component", it -> Cell.name(it.name()))
                .forPrograms(
                        "breaker",
                        it -> it.told(guard -> Cell.name(guard.breaker().kind().label())))
                .forPrograms(
                        "refuses",
                        it -> new Cell.Flag(it.guard().filter(Guard::refuses).isPresent()))
                .forPrograms(
                        "retry_after_ms",
                        it -> it.told(guard -> guard.refuses() ? Guarded.wait(guard.untilProbe()) : Cell.ABSENT))
                .forPrograms("budget", it -> it.told(guard -> Cell.real(guard.budget())))
                .forPrograms("limit", it -> it.told(Guarded::limit))
                .forPrograms(
                        "remedies",
                        it -> new Cell.Rows(Table.of("remedies", known.classes(it.name()))
                                .forPrograms("class", each -> Cell.name(each.label()))
                                .forPrograms(
                                        "strategies", each -> remedies(known.against(each, List.of(it.name())))))));
    }

    static Cell remedies(List<Help> remedies) {
        return new Cell.Rows(Table.of("remedies", remedies)
                .forPrograms("strategy", it -> Cell.name(it.strategy()))
                .forPrograms(
                        "component",
                        it -> it.measured() == null
                                ? Cell.ABSENT
                                : Cell.name(it.measured().component()))
                .forPrograms(
                        "measured",
                        it -> it.measured() == null
                                ? Cell.ABSENT
                                : Cell.rate(it.measured().measured()))
                .forPrograms(
                        "prior",
                        it -> it.prior().isPresent() ? Cell.real(it.prior().getAsDouble()) : Cell.ABSENT));
    }
}

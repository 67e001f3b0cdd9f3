package dev.afterwise.cli.report;

import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Part;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.insight.HealthAnswer;
import dev.afterwise.learn.change.Shift;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.learn.health.Checkup;
import dev.afterwise.learn.patterns.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a detailed report says more, chapter by chapter. */
final class DepthChapters {
    private DepthChapters() {}

    static List<Chapter> of(Depth depth, Scope scope, Extent extent) {
        List<Chapter> chapters = new ArrayList<>();
        chapters.add(new Chapter("Health", health(depth.checkup(), scope)));
        chapters.add(new Chapter(
                "Levels that shifted",
                depth.shifts()
                        .map(all -> shifts(all, scope))
                        .orElse(notLookedFor("levels that shifted", "afterwise degradations"))));
        chapters.add(new Chapter("Errors", errors(depth, scope, extent)));
        chapters.add(new Chapter("Hours of the week", week(depth, scope)));
        chapters.add(new Chapter(
                "Patterns",
                depth.patterns()
                        .map(all -> patterns(all, extent))
                        .orElse(notLookedFor("patterns", "afterwise patterns"))));
        return chapters;
    }

    private static List<Part> notLookedFor(String what, String command) {
        return List.of(
                new Part.Remark("There are too many executions to look for %s here.".formatted(what), Tone.FAINT),
                more(command));
    }

    private static Part more(String command) {
        return new Part.Remark("More: " + command, Tone.FAINT);
    }

    private static List<Part> health(Checkup checkup, Scope scope) {
        List<Part> parts = new ArrayList<>(HealthAnswer.parts(checkup));
        parts.add(more("afterwise health --days %d --before %d".formatted(scope.days(), scope.days())));
        return parts;
    }

    private static List<Part> shifts(List<Shift> shifts, Scope scope) {
        List<Part> parts = new ArrayList<>();
        for (Shift each : shifts) {
            parts.add(new Part.Remark(
                    "%s  %s.".formatted(Figures.moment(each.when().at()), each.because()),
                    each.isWorse() ? Tone.BAD : Tone.GOOD));
        }
        if (shifts.isEmpty()) {
            parts.add(new Part.Remark("None by more than chance explains.", Tone.PLAIN));
        }
        parts.add(Table.of("shifts", shifts)
                .forPrograms("at", it -> Cell.moment(it.when().at()))
                .forPrograms("task", it -> Cell.name(it.scope().task()))
                .forPrograms("agent", it -> Cell.text(it.scope().agent()))
                .forPrograms("figure", it -> Cell.name(it.effect().figure().word()))
                .forPrograms("is_worse", it -> new Cell.Flag(it.isWorse()))
                .forPrograms("change", it -> Cell.real(it.effect().change()))
                .forPrograms("low", it -> Cell.real(it.effect().interval().low()))
                .forPrograms("high", it -> Cell.real(it.effect().interval().high()))
                .forPrograms("p_value", it -> Cell.real(it.effect().pValue()))
                .forPrograms("because", it -> Cell.text(it.because())));
        parts.add(more("afterwise degradations --all --days " + scope.days()));
        return parts;
    }

    private static List<Part> errors(Depth depth, Scope scope, Extent extent) {
        List<KnownError> all = depth.errors().errors();
        return List.of(
                Table.of("errors", all.stream().limit(extent.rows()).toList())
                        .column("id", "id", it -> Cell.name(it.key().id()))
                        .column(
                                "state",
                                "state",
                                it -> Cell.name(it.life().state().word()))
                        .column(
                                "failures",
                                "failures",
                                it -> Cell.whole(it.waste().failures()))
                        .column("waste_ms", "took", it -> Cell.took(it.waste().took()))
                        .column(
                                "cost_usd",
                                "cost",
                                it -> Cell.costUnlessZero(it.waste().cost()))
                        .column("type", "type", it -> Cell.text(it.key().type()))
                        .column("template", "template", it -> Cell.text(it.key().template()))
                        .forPrograms(
                                "counts",
                                it -> new Cell.Several(it.course().counts().stream()
                                        .<Cell>map(Cell::whole)
                                        .toList())),
                more("afterwise errors list --since " + scope.since()));
    }

    private static List<Part> week(Depth depth, Scope scope) {
        Tally[] week = WeekPanel.week(depth.hours());
        List<Integer> cells = IntStream.range(0, week.length)
                .filter(i -> week[i].tried() > 0)
                .boxed()
                .toList();
        return List.of(
                Table.of("week", cells)
                        .forPrograms("weekday", i -> Cell.name(WeekPanel.name(i / WeekPanel.HOURS)))
                        .forPrograms("hour", i -> Cell.whole(i % WeekPanel.HOURS))
                        .forPrograms("success", i -> Cell.rate(week[i])),
                Table.of("", IntStream.range(0, WeekPanel.DAYS).boxed().toList())
                        .forPeople("UTC", day -> Cell.name(WeekPanel.name(day)))
                        .forPeople("executions by hour", day -> Cell.name(WeekPanel.bars(week, day)))
                        .forPeople("success %", day -> Cell.rate(WeekPanel.day(week, day))),
                more("afterwise history stats --per hour --since " + scope.since()));
    }

    private static List<Part> patterns(List<Pattern> all, Extent extent) {
        List<Part> parts = new ArrayList<>();
        all.stream()
                .limit(extent.rows())
                .forEach(each -> parts.add(new Part.Remark(
                        "%s: %s".formatted(each.kind().word().replace('_', ' '), each.sentence()), Tone.PLAIN)));
        if (all.isEmpty()) {
            parts.add(new Part.Remark("None that chance does not explain.", Tone.PLAIN));
        }
        parts.add(Table.of("patterns", all)
                .forPrograms("kind", it -> Cell.name(it.kind().word()))
                .forPrograms("circumstance", it -> Cell.text(it.circumstance().text()))
                .forPrograms("confidence", it -> Cell.real(it.confidence()))
                .forPrograms("p_value", it -> Cell.real(it.pValue()))
                .forPrograms("sentence", it -> Cell.text(it.sentence())));
        parts.add(more("afterwise patterns"));
        return parts;
    }
}

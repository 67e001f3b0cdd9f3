package dev.afterwise.cli.history;

import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.learn.patterns.Circumstance;
import dev.afterwise.learn.patterns.Effect;
import dev.afterwise.learn.patterns.Measured;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.Rhythm;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Patterns, and the hours of the day, as tables. */
final class PatternTable {
    private PatternTable() {}

    static Table<Pattern> of(List<Pattern> patterns, PatternScan scan) {
        return Table.of("patterns", patterns)
                .column("id", "id", it -> Cell.name(it.id()))
                .column("type", "type", it -> Cell.name(it.kind().word()))
                .column("task", "task", it -> it.task().isEmpty() ? Cell.ABSENT : Cell.name(it.task()))
                .column("condition", "what", it -> Cell.text(it.circumstance().text()))
                .forPrograms("conditions", it -> new Cell.Rows(terms(it.circumstance())))
                .forPrograms("measure", it -> Cell.name(it.effect().measured().word()))
                .forPeople("with", it -> level(it.effect(), it.effect().with()))
                .forPeople("without", it -> level(it.effect(), it.effect().without()))
                .forPrograms("with", it -> part(it.effect(), it.effect().with()))
                .forPrograms("without", it -> part(it.effect(), it.effect().without()))
                .column("effect", "effect", it -> effect(it.effect()))
                .forPrograms("lift", it -> Cell.real(it.effect().lift()))
                .forPrograms("p_value", it -> Cell.real(it.pValue()))
                .forPeople("p", it -> new Cell.Figure(p(it.pValue())))
                .forPrograms("confidence", it -> Cell.real(it.confidence()))
                .forPeople("sure", it -> new Cell.Figure(String.format(Locale.ROOT, "%.2f", it.confidence())))
                .column("n", "n", it -> Cell.whole(it.effect().with().size()))
                .forPrograms("sentence", it -> Cell.text(it.sentence()))
                .forPrograms(
                        "examples",
                        it -> Cell.several(
                                scan.examples(it).stream().map(id -> id.hex()).toList()));
    }

    private static String p(double pValue) {
        return pValue < .001 ? "< .001" : String.format(Locale.ROOT, "%.3f", pValue);
    }

    private static Cell level(Effect effect, Effect.Part part) {
        return effect.measured() == Measured.SUCCESS
                ? new Cell.Figure(String.format(Locale.ROOT, "%.1f %%", 100 * part.level()))
                : Cell.took(Duration.ofNanos((long) (part.level() * 1e9)));
    }

    private static Cell part(Effect effect, Effect.Part part) {
        return new Cell.Compound(
                Cell.ABSENT,
                List.of(
                        Field.of("n", Cell.whole(part.size())),
                        effect.measured() == Measured.SUCCESS
                                ? Field.of("rate", Cell.real(part.level()))
                                : Field.of("p50_ms", Cell.real(1_000 * part.level()))));
    }

    private static Cell effect(Effect effect) {
        return new Cell.Compound(
                new Cell.Figure(String.format(
                        Locale.ROOT,
                        "%+.3f (%+.3f to %+.3f)",
                        effect.value(),
                        effect.interval().low(),
                        effect.interval().high())),
                List.of(
                        Field.of("value", Cell.real(effect.value())),
                        Field.of("low", Cell.real(effect.interval().low())),
                        Field.of("high", Cell.real(effect.interval().high()))));
    }

    /** A condition that a program can read: a column, an operator and a value. */
    private record Term(String column, String operator, Cell value) {}

    private static Table<Term> terms(Circumstance circumstance) {
        return Table.of("conditions", termsOf(circumstance))
                .forPrograms("column", it -> Cell.name(it.column()))
                .forPrograms("operator", it -> Cell.name(it.operator()))
                .forPrograms("value", Term::value);
    }

    private static List<Term> termsOf(Circumstance circumstance) {
        return switch (circumstance) {
            case Circumstance.Is it -> List.of(new Term(it.column(), "=", Cell.name(it.value())));
            case Circumstance.Above it -> List.of(new Term(it.column(), ">", Cell.real(it.cut())));
            case Circumstance.UpTo it -> List.of(new Term(it.column(), "<=", Cell.real(it.cut())));
            case Circumstance.Hours it ->
                List.of(new Term(
                        it.column(),
                        "in",
                        new Cell.Several(it.hours().stream()
                                .<Cell>map(hour -> Cell.whole(hour))
                                .toList())));
            case Circumstance.On it ->
                List.of(new Term(it.column(), "=", Cell.name(it.day().name().toLowerCase(Locale.ROOT))));
            case Circumstance.Greater it -> List.of(new Term(it.column(), "rises", Cell.ABSENT));
            case Circumstance.Steps it ->
                List.of(new Term(it.column(), it.order().word(), Cell.several(it.names())));
            case Circumstance.Both it ->
                Stream.concat(termsOf(it.one()).stream(), termsOf(it.other()).stream())
                        .toList();
            case Circumstance.Said it -> List.of(new Term(it.column(), "", Cell.text(it.text())));
        };
    }

    static Table<Integer> hours(Rhythm rhythm) {
        return Table.of(
                        "hours",
                        IntStream.range(0, rhythm.hours().size()).boxed().toList())
                .forPrograms("hour", it -> Cell.whole(it))
                .forPrograms("success", it -> Cell.rate(rhythm.hours().get(it)));
    }
}

package dev.afterwise.cli.knowledge;

import dev.afterwise.Knowledge;
import dev.afterwise.Knowledge.Scope;
import dev.afterwise.KnowledgeBase;
import dev.afterwise.Trust;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.learn.knowledge.Relevant;
import dev.afterwise.learn.stats.Beta;
import dev.afterwise.learn.stats.Interval;
import java.time.Instant;
import java.util.List;

/** Items of knowledge as people and programs see them. */
final class Items {
    private Items() {}

    static Table<Knowledge> table(List<Knowledge> items, KnowledgeBase base, Instant now) {
        return Table.of("items", items)
                .column("id", "id", it -> Cell.name(it.id()))
                .column("kind", "kind", it -> Cell.name(it.kind().word()))
                .column("confidence", "sure %", it -> confidence(it, base, now))
                .column("scope", "of", it -> Cell.text(scope(it.scope())))
                .column("statement", "what is known", it -> Cell.text(it.statement()))
                .column("action", "what to do", it -> Cell.text(it.action()))
                .column("uses", "used", it -> Cell.wholeUnlessZero(it.trust().uses()))
                .column("helped", "helped %", Items::helped)
                .column("from", "from", it -> Cell.name(it.provenance().from().word()))
                .forPrograms("source", it -> Cell.text(it.provenance().source()))
                .forPrograms("at", it -> Cell.moment(it.provenance().at()))
                .forPrograms("category", it -> Cell.text(it.scope().category()))
                .forPrograms("conditions", it -> Cell.several(it.scope().conditions()))
                .column(
                        "kept_apart",
                        "kept apart",
                        it -> it.isFree()
                                ? Cell.ABSENT
                                : new Cell.Text(it.trust().doubt(), Tone.WARNING));
    }

    static Table<Relevant> relevant(List<Relevant> answers) {
        return Table.of("items", answers)
                .column("id", "id", it -> Cell.name(it.item().id()))
                .column("kind", "kind", it -> Cell.name(it.item().kind().word()))
                .column("confidence", "sure %", it -> sure(it.confidence(), it.interval(), it.item()))
                .forPrograms("relevance", it -> Cell.real(it.relevance()))
                .column("scope", "of", it -> Cell.text(scope(it.item().scope())))
                .column("statement", "what is known", it -> Cell.text(it.item().statement()))
                .column("action", "what to do", it -> Cell.text(it.item().action()))
                .column("because", "mind", it -> Cell.text(it.because()))
                .forPrograms(
                        "from", it -> Cell.name(it.item().provenance().from().word()))
                .forPrograms("source", it -> Cell.text(it.item().provenance().source()));
    }

    /** As {@link #relevant}, where people see a text instead. */
    static Table<Relevant> forPrograms(List<Relevant> answers) {
        Table<Relevant> table = Table.of("items", answers);
        for (var column : relevant(answers).columns()) {
            table = table.forPrograms(column.key(), column.cell());
        }
        return table;
    }

    /** How sure an item is now, and how many uses that is made of. */
    static Cell confidence(Knowledge item, KnowledgeBase base, Instant now) {
        Trust.Weight belief = item.trust().belief(now, base.settings().halfLife());
        return sure(base.confidence(item), new Beta(belief.holds(), belief.fails()).interval(), item);
    }

    private static Cell sure(double confidence, Interval interval, Knowledge item) {
        return new Cell.Compound(
                new Cell.Figure("%s (%s-%s)"
                        .formatted(
                                Figures.percent(confidence),
                                Figures.percent(interval.low()),
                                Figures.percent(interval.high()))),
                List.of(
                        Field.of("rate", Cell.real(confidence)),
                        Field.of("low", Cell.real(interval.low())),
                        Field.of("high", Cell.real(interval.high())),
                        Field.of(
                                "n",
                                Cell.real(item.trust().found().all()
                                        + item.trust().used().all()))));
    }

    static Cell helped(Knowledge item) {
        return item.trust().outcomes().tried() == 0
                ? Cell.ABSENT
                : Cell.rate(item.trust().outcomes());
    }

    /** Such as {@code task=deploy, if files > 7}. */
    static String scope(Scope scope) {
        String subject = scope.subject().toString();
        return scope.conditions().isEmpty() ? subject : subject + ", if " + String.join(" and ", scope.conditions());
    }
}

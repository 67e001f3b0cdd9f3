package dev.afterwise.cli.change;

import dev.afterwise.ExecutionId;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.learn.change.Aspect;
import dev.afterwise.learn.change.Baseline;
import dev.afterwise.learn.change.Companion;
import dev.afterwise.learn.change.Degradations;
import dev.afterwise.learn.change.Shift;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shifts and baselines as tables. */
final class Shifted {
    private Shifted() {}

    /** @param ids of the executions that are examples, by their numbers */
    static Table<Shift> table(List<Shift> shifts, Map<Long, ExecutionId> ids) {
        return Table.of("degradations", shifts)
                .column("at", "since", it -> Cell.moment(it.when().at()))
                .forPrograms("earliest", it -> Cell.moment(it.when().earliest()))
                .forPrograms("latest", it -> Cell.moment(it.when().latest()))
                .column("until", "until", it -> moment(it.when().until()))
                .column("task", "task", it -> Cell.name(it.scope().task()))
                .column("agent", "agent", it -> Cell.text(it.scope().agent()))
                .column("aspect", "what", it -> Cell.name(it.effect().aspect().word()))
                .forPrograms(
                        "direction", it -> Cell.name(it.effect().direction().word()))
                .forPrograms("figure", it -> Cell.name(it.effect().figure().word()))
                .forPeople("change", it -> new Cell.Figure(change(it.effect())))
                .forPeople("from", it -> new Cell.Figure(amount(it.effect(), it.before())))
                .forPeople("to", it -> new Cell.Figure(amount(it.effect(), it.after())))
                .column(
                        "severity",
                        "severity",
                        it -> Cell.name(Words.of(it.effect().severity())))
                .forPrograms("change", it -> Cell.real(it.effect().change()))
                .forPrograms("low", it -> Cell.real(it.effect().interval().low()))
                .forPrograms("high", it -> Cell.real(it.effect().interval().high()))
                .forPrograms("p_value", it -> Cell.real(it.effect().pValue()))
                .forPrograms("before", it -> baseline(it.before()))
                .forPrograms("after", it -> baseline(it.after()))
                .column("with", "with", it -> companions(it.companions()))
                .forPrograms("because", it -> Cell.text(it.because()))
                .forPrograms(
                        "examples",
                        it -> new Cell.Several(it.examples().stream()
                                .map(ids::get)
                                .filter(Objects::nonNull)
                                .<Cell>map(Cell::id)
                                .toList()));
    }

    /** What is normal now. */
    static Table<Degradations.Normal> normal(List<Degradations.Normal> normal) {
        return Table.of("baselines", normal)
                .column("task", "task", it -> Cell.name(it.scope().task()))
                .column("aspect", "normally", it -> Cell.name(it.aspect().word()))
                .column("n", "n", it -> Cell.whole(it.baseline().n()))
                .forPeople(
                        "mean",
                        it -> new Cell.Figure(amount(it.aspect(), it.baseline().mean())))
                .forPeople("p50", it -> quantile(it.aspect(), it.baseline().p50()))
                .forPeople("p95", it -> quantile(it.aspect(), it.baseline().p95()))
                .forPeople("p99", it -> quantile(it.aspect(), it.baseline().p99()))
                .forPrograms("mean", it -> Cell.real(it.baseline().mean()))
                .forPrograms("sd", it -> Cell.real(it.baseline().deviation()))
                .forPrograms("p50", it -> Cell.real(it.baseline().p50()))
                .forPrograms("p95", it -> Cell.real(it.baseline().p95()))
                .forPrograms("p99", it -> Cell.real(it.baseline().p99()));
    }

    private static Cell moment(@Nullable Instant at) {
        return at == null ? Cell.ABSENT : Cell.moment(at);
    }

    private static Cell baseline(Baseline its) {
        return new Cell.Compound(
                Cell.ABSENT,
                List.of(
                        Field.of("n", Cell.whole(its.n())),
                        Field.of("mean", Cell.real(its.mean())),
                        Field.of("sd", Cell.real(its.deviation())),
                        Field.of("p50", Cell.real(its.p50())),
                        Field.of("p95", Cell.real(its.p95())),
                        Field.of("p99", Cell.real(its.p99()))));
    }

    private static Cell companions(List<Companion> companions) {
        return new Cell.Several(companions.stream()
                .<Cell>map(each -> new Cell.Compound(
                        Cell.text(each.words()),
                        List.of(
                                Field.of("attribute", Cell.text(each.attribute())),
                                Field.of("value", Cell.text(each.value())),
                                Field.of("before", Cell.real(each.before())),
                                Field.of("after", Cell.real(each.after())),
                                Field.of("p_value", Cell.real(each.pValue())))))
                .toList());
    }

    private static String change(Shift.Effect effect) {
        boolean isRate = effect.aspect() == Aspect.SUCCESS;
        return String.format(
                Locale.ROOT,
                "%s%+.0f %s (%+.0f to %+.0f)",
                isRate ? "" : effect.figure().word() + " ",
                effect.change() * 100,
                isRate ? "points" : "%",
                effect.interval().low() * 100,
                effect.interval().high() * 100);
    }

    private static String amount(Shift.Effect effect, Baseline baseline) {
        return amount(
                effect.aspect(),
                switch (effect.figure()) {
                    case RATE -> baseline.mean();
                    case P50 -> baseline.p50();
                    case P95 -> baseline.p95();
                });
    }

    private static Cell quantile(Aspect aspect, double quantile) {
        return aspect == Aspect.SUCCESS ? Cell.ABSENT : new Cell.Figure(amount(aspect, quantile));
    }

    private static String amount(Aspect aspect, double amount) {
        return switch (aspect) {
            case SUCCESS -> Figures.percent(amount) + " %";
            case DURATION -> Figures.duration(Duration.ofNanos(Math.round(amount * 1e9)));
            case COST ->
                "$"
                        + new BigDecimal(amount)
                                .round(new MathContext(3))
                                .stripTrailingZeros()
                                .toPlainString();
        };
    }
}

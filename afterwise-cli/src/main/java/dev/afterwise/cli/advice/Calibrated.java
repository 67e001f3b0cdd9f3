package dev.afterwise.cli.advice;

import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.Calibration;
import dev.afterwise.learn.stats.Interval;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

@Command(
        name = "calibration",
        description =
                "Compare what each kind of advice promised with what came of it, where that was measured to the end.")
final class Calibrated implements Verb {
    @Override
    public Answer answer(Session session) {
        List<Calibration> all = session.open(Access.CHANGE).recommendations().calibration();
        Answer answer = Answer.of("recommendations.calibration").listing(table(all));
        return all.isEmpty()
                ? answer.hint("""
                                Nothing was measured to the end yet, so nobody knows how far advice keeps what it promises.
                                Maybe approve a recommendation: afterwise recommendations.""").exit(Exit.NOT_ENOUGH_HISTORY)
                : answer.remark(
                        "What is recommended is what looked best, so it usually brings less than it promised.",
                        Tone.FAINT);
    }

    private static Table<Calibration> table(List<Calibration> all) {
        return Table.of("calibration", all)
                .column("kind", "kind", it -> Cell.name(it.kind()))
                .forPrograms("measure", it -> Cell.name(it.measure().name().toLowerCase(Locale.ROOT)))
                .column("kept", "kept", it -> Cell.rate(it.kept()))
                .column("rolled_back", "rolled back", it -> Cell.whole(it.rolledBack()))
                .column("expected", "expected", it -> amount(it.measure(), it.expected()))
                .column("realised", "realised", it -> amount(it.measure(), it.realised()))
                .column("excess", "difference", Calibrated::excess)
                .forPrograms("ratio", it -> Cell.real(it.ratio()))
                .column("inside", "inside the promised interval", it -> Cell.rate(it.inside()));
    }

    private static Cell amount(Measure measure, double amount) {
        String whole = Figures.effect(new Evidence(1, measure, amount, amount, amount, Double.NaN, List.of()));
        return new Cell.Compound(
                new Cell.Figure(whole.substring(0, whole.indexOf(" ("))), List.of(Field.of("mean", Cell.real(amount))));
    }

    private static Cell excess(Calibration it) {
        Interval interval = it.excess();
        if (interval == null) {
            return Cell.ABSENT;
        }
        double mean = it.realised() - it.expected();
        return new Cell.Compound(
                new Cell.Figure(Figures.effect(new Evidence(
                        it.kept().tried(),
                        it.measure(),
                        mean,
                        interval.low(),
                        interval.high(),
                        Double.NaN,
                        List.of()))),
                List.of(
                        Field.of("mean", Cell.real(mean)),
                        Field.of("low", Cell.real(interval.low())),
                        Field.of("high", Cell.real(interval.high()))));
    }
}

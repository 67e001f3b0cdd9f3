package dev.afterwise.cli.history;

import dev.afterwise.Distribution;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What executions add up to, and what they did before. */
record Compared(Summary now, Summary before) {
    static <T> Table<T> columns(Table<T> table, Function<T, Compared> compared) {
        return table.column(
                        "executions_before",
                        "n before",
                        it -> Cell.whole(compared.apply(it).before().outcomes().total()))
                .column(
                        "success_before",
                        "before",
                        it -> Cell.rate(compared.apply(it).before().outcomes().decided()))
                .column("success_change", "change", it -> compared.apply(it).success())
                .column("p50_ms_before", "p50 before", it -> compared.apply(it).median());
    }

    /** Percentage points with their 95 % interval; absent where one side has decided nothing. */
    private Cell success() {
        Tally one = now.outcomes().decided();
        Tally other = before.outcomes().decided();
        if (one.tried() == 0 || other.tried() == 0) {
            return Cell.ABSENT;
        }
        Interval interval = Proportions.difference(one, other);
        double effect = one.rate() - other.rate();
        String words = String.format(
                Locale.ROOT, "%+.0f points (%.0f to %.0f)", 100 * effect, 100 * interval.low(), 100 * interval.high());
        return new Cell.Compound(
                new Cell.Figure(words),
                List.of(
                        Field.of("effect", Cell.real(effect)),
                        Field.of("low", Cell.real(interval.low())),
                        Field.of("high", Cell.real(interval.high()))));
    }

    private Cell median() {
        Distribution took = before.took();
        return took.count() == 0 ? Cell.ABSENT : Cell.took(took.quantile(.5));
    }
}

package dev.afterwise.cli.demo;

import dev.afterwise.Distribution;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.learn.stats.Quantiles;
import dev.afterwise.learn.stats.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One figure, before and after. */
record Comparison(String figure, Cell before, Cell after, Cell difference) {
    static Table<Comparison> table(Round before, Round after) {
        return Table.of("comparison", rows(before, after))
                .column("figure", "", it -> Cell.name(it.figure))
                .forPeople("measured", it -> Cell.text(it.figure.replace('_', ' ')))
                .column("before", "before", Comparison::before)
                .column("after", "after", Comparison::after)
                .column("difference", "difference", Comparison::difference);
    }

    private static List<Comparison> rows(Round before, Round after) {
        List<Comparison> rows = new ArrayList<>();
        rows.add(rates("runs_succeeded", before.successes(), after.successes()));
        Map<String, Tally> stepsAfter = after.steps();
        before.steps()
                .forEach((step, tally) ->
                        rows.add(rates(step + "_succeeded", tally, stepsAfter.getOrDefault(step, Tally.NONE))));
        Distribution tookBefore = before.summary().took();
        Distribution tookAfter = after.summary().took();
        rows.add(new Comparison("median_of_a_run", quantile(tookBefore, .5), quantile(tookAfter, .5), Cell.ABSENT));
        rows.add(new Comparison("p95_of_a_run", quantile(tookBefore, .95), quantile(tookAfter, .95), Cell.ABSENT));
        rows.add(new Comparison(
                "lost_in_failed_attempts", Cell.took(before.wasted()), Cell.took(after.wasted()), Cell.ABSENT));
        rows.add(new Comparison(
                "recoveries_that_worked", Cell.rate(before.recoveries()), Cell.rate(after.recoveries()), Cell.ABSENT));
        return rows;
    }

    private static Comparison rates(String figure, Tally before, Tally after) {
        return new Comparison(figure, Cell.rate(before), Cell.rate(after), difference(before, after));
    }

    /** How much more often it worked afterwards, with a 95 % interval; absent if either was never tried. */
    static Cell difference(Tally before, Tally after) {
        if (before.tried() == 0 || after.tried() == 0) {
            return Cell.ABSENT;
        }
        double difference = after.rate() - before.rate();
        Interval interval = Proportions.difference(after, before);
        String shown = String.format(
                Locale.ROOT,
                "%+.0f points (%.0f to %.0f)",
                difference * 100,
                interval.low() * 100,
                interval.high() * 100);
        return new Cell.Compound(
                new Cell.Figure(shown),
                List.of(
                        Field.of("difference", Cell.real(difference)),
                        Field.of("low", Cell.real(interval.low())),
                        Field.of("high", Cell.real(interval.high()))));
    }

    private static Cell quantile(Distribution took, double q) {
        if (took.count() == 0) {
            return Cell.ABSENT;
        }
        Duration value = took.quantile(q);
        Span span = Quantiles.interval(took, q);
        String high = span.high() == null ? "?" : Figures.duration(span.high());
        return new Cell.Compound(
                new Cell.Figure("%s (%s to %s)".formatted(Figures.duration(value), Figures.duration(span.low()), high)),
                List.of(
                        Field.of("value_ms", Cell.took(value)),
                        Field.of("low_ms", Cell.took(span.low())),
                        Field.of("high_ms", Cell.took(span.high()))));
    }
}

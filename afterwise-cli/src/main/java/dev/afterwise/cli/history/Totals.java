package dev.afterwise.cli.history;

import dev.afterwise.Distribution;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import java.util.function.Function;

/** The columns of what executions add up to. */
public final class Totals {
    private Totals() {}

    public static <T> Table<T> columns(Table<T> table, Function<T, Summary> summary) {
        return table.column(
                        "executions",
                        "n",
                        it -> Cell.whole(summary.apply(it).outcomes().total()))
                .forPrograms(
                        "succeeded",
                        it -> Cell.whole(summary.apply(it).outcomes().succeeded()))
                .forPrograms(
                        "failed", it -> Cell.whole(summary.apply(it).outcomes().failed()))
                .forPrograms(
                        "cancelled",
                        it -> Cell.whole(summary.apply(it).outcomes().cancelled()))
                .forPrograms(
                        "unknown", it -> Cell.whole(summary.apply(it).outcomes().unknown()))
                .forPrograms(
                        "abandoned",
                        it -> Cell.whole(summary.apply(it).outcomes().abandoned()))
                .forPrograms(
                        "running", it -> Cell.whole(summary.apply(it).outcomes().running()))
                .column(
                        "success",
                        "success %",
                        it -> Cell.rate(summary.apply(it).outcomes().decided()))
                .column("p50_ms", "p50", it -> quantile(summary.apply(it).took(), .5))
                .column("p95_ms", "p95", it -> quantile(summary.apply(it).took(), .95))
                .column("p99_ms", "p99", it -> quantile(summary.apply(it).took(), .99));
    }

    /** The same, with what was recovered from, spent, and failed. */
    static <T> Table<T> whole(Table<T> table, Function<T, Summary> summary) {
        return columns(table, summary)
                .column("recovered", "recovered", it -> Cell.rate(recoveries(summary.apply(it))))
                .forPrograms(
                        "input_tokens",
                        it -> Cell.whole(summary.apply(it).usage().inputTokens()))
                .forPeople(
                        "tokens in",
                        it -> Cell.wholeUnlessZero(summary.apply(it).usage().inputTokens()))
                .forPrograms(
                        "output_tokens",
                        it -> Cell.whole(summary.apply(it).usage().outputTokens()))
                .forPeople(
                        "tokens out",
                        it -> Cell.wholeUnlessZero(summary.apply(it).usage().outputTokens()))
                .column(
                        "cost_usd",
                        "cost",
                        it -> Cell.costUnlessZero(summary.apply(it).usage().cost()))
                .forPrograms("failures", it -> failures(summary.apply(it)));
    }

    private static Tally recoveries(Summary summary) {
        return summary.recoveries().values().stream().reduce(Tally.NONE, Tally::merge);
    }

    private static Cell failures(Summary summary) {
        return new Cell.Compound(
                Cell.ABSENT,
                summary.failures().entrySet().stream()
                        .map(each -> Field.of(each.getKey().label(), Cell.whole(each.getValue())))
                        .toList());
    }

    private static Cell quantile(Distribution took, double q) {
        return took.count() == 0 ? Cell.ABSENT : Cell.took(took.quantile(q));
    }
}

package dev.afterwise.cli.history;

import dev.afterwise.Histogram;
import dev.afterwise.Samples;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.MetricBucket;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.Metrics;
import dev.afterwise.store.Period;
import dev.afterwise.store.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "metrics", description = "What was sampled: latency, memory and whatever else a program measures.")
public final class HistoryMetrics implements Verb {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "only this metric")
    @Nullable
    String name;

    @Option(names = "--component", paramLabel = "NAME", order = 1, description = "only of this component")
    @Nullable
    String component;

    @Option(names = "--by", paramLabel = "PERIOD", order = 2, description = "period by period: hour, day or week")
    @Nullable
    Period by;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            order = 3,
            description =
                    "only from that hour on: a date, a date with a time (UTC), or 7d, 24h before the newest sample")
    @Nullable
    String since;

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            order = 4,
            description = "only before then; a date alone is included")
    @Nullable
    String until;

    @Override
    public Answer answer(Session session) {
        Metrics metrics = session.open(Access.READ).metrics();
        MetricFilter some = new MetricFilter(name, component, Window.ALL);
        MetricFilter filter = some.with(When.window(since, until, () -> newest(metrics, some)));
        Answer answer = Answer.of("history.metrics");
        Period period = by;
        if (period == null) {
            List<Samples> totals = metrics.totals(filter);
            answer = answer.listing(columns(Table.of("metrics", totals), it -> it));
            return totals.isEmpty() && session.hint().isEmpty() ? answer.remark("No sample matches.") : answer;
        }
        List<MetricBucket> series = metrics.series(filter, period);
        Table<MetricBucket> table =
                Table.of("metrics", series).column("start", period.word(), it -> Cell.moment(it.start()));
        answer = answer.forPrograms("by", Cell.name(period.word())).listing(columns(table, MetricBucket::samples));
        return series.isEmpty() && session.hint().isEmpty() ? answer.remark("No sample matches.") : answer;
    }

    private static Optional<Instant> newest(Metrics metrics, MetricFilter filter) {
        return metrics.totals(filter).stream().map(Samples::lastAt).max(Instant::compareTo);
    }

    private static <T> Table<T> columns(Table<T> table, Function<T, Samples> samples) {
        return table.column(
                        "metric",
                        "metric",
                        it -> Cell.text(samples.apply(it).metric().name()))
                .column(
                        "component",
                        "component",
                        it -> Cell.text(samples.apply(it).component()))
                .column(
                        "unit",
                        "unit",
                        it -> Cell.text(samples.apply(it).metric().unit()))
                .column("samples", "n", it -> Cell.whole(samples.apply(it).count()))
                .column("mean", "mean", it -> Cell.real(samples.apply(it).mean()))
                .column("p50", "p50", it -> quantile(samples.apply(it).values(), .5))
                .column("p95", "p95", it -> quantile(samples.apply(it).values(), .95))
                .column("p99", "p99", it -> quantile(samples.apply(it).values(), .99))
                .column("last", "last", it -> Cell.real(samples.apply(it).last()))
                .column("last_at", "at", it -> Cell.moment(samples.apply(it).lastAt()));
    }

    private static Cell quantile(Histogram values, double q) {
        return Cell.real(values.quantile(q));
    }
}

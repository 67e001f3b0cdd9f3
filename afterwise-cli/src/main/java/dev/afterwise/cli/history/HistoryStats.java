package dev.afterwise.cli.history;

import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Period;
import dev.afterwise.store.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "stats",
        description =
                "Count and time executions by task, agent, model or route, most frequent first; or hour by hour, day by day, week by week.")
public final class HistoryStats implements Verb {
    @Mixin
    FilterOptions only = new FilterOptions();

    @Mixin
    WindowOptions window = new WindowOptions();

    @Option(
            names = "--by",
            paramLabel = "DIMENSION",
            order = 8,
            split = ",",
            description = "task (the default), agent, model or route; several with commas")
    List<Dimension> by = List.of();

    @Option(
            names = "--per",
            paramLabel = "PERIOD",
            order = 8,
            description = "a row for each hour, day or week in UTC, instead of --by")
    @Nullable
    Period per;

    @Option(names = "--limit", paramLabel = "N", order = 11, description = "at most so many rows; all by default")
    int limit = Integer.MAX_VALUE;

    @Override
    public Answer answer(Session session) {
        check();
        History history = session.open(Access.READ).history();
        WindowOptions.Filters filters = window.of(only, history);
        Answer answer = Answer.of("history.stats");
        if (window.window != null) {
            answer = answer.forPrograms("window", shown(filters.now().window()));
        }
        return per == null
                ? groups(session, history, filters, answer)
                : periods(session, history, filters, answer, per);
    }

    private void check() {
        if (by.contains(Dimension.STEP)) {
            throw Refusal.usage(
                    "--by must name what executions have as a whole, task, agent, model or route, but it is (step).");
        }
        if (limit < 1) {
            throw Refusal.usage("--limit must be 1 or more, but it is (%d).".formatted(limit));
        }
        if (per != null && (!by.isEmpty() || window.offset != null)) {
            throw Refusal.usage("--per must not be combined with --by or --offset: its rows are periods of one whole.");
        }
    }

    private Answer groups(Session session, History history, WindowOptions.Filters filters, Answer answer) {
        Set<Dimension> dimensions = by.isEmpty() ? EnumSet.of(Dimension.TASK) : EnumSet.copyOf(by);
        List<Summary> summaries = history.statistics(filters.now(), dimensions).stream()
                .sorted(Comparator.comparingLong((Summary it) -> -it.outcomes().total())
                        .thenComparing(it -> it.subject().toString()))
                .toList();
        List<Summary> rows = summaries.stream().limit(limit).toList();
        Table<Summary> table = Table.of("stats", rows);
        for (Dimension dimension : dimensions) {
            table = table.column(
                    dimension.word(),
                    dimension.word(),
                    it -> Cell.text(it.subject().part(dimension).orElse("")));
        }
        table = Totals.whole(table, it -> it);
        Filter before = filters.before();
        if (before != null) {
            Map<Subject, Summary> earlier = history.statistics(before, dimensions).stream()
                    .collect(Collectors.toMap(Summary::subject, Function.identity()));
            table = Compared.columns(
                    table, it -> new Compared(it, earlier.getOrDefault(it.subject(), Summary.empty(it.subject()))));
            answer = answer.forPrograms("compared_with", shown(before.window()));
        }
        answer = answer.listing(table);
        if (before != null) {
            answer = answer.remark("Compared with " + words(before.window()) + ".", Tone.FAINT);
        }
        return ended(session, answer, rows.size(), summaries.size());
    }

    private Answer periods(
            Session session, History history, WindowOptions.Filters filters, Answer answer, Period period) {
        List<Bucket> series = history.series(filters.now(), period);
        List<Bucket> rows = series.subList(Math.max(0, series.size() - limit), series.size());
        Table<Bucket> table = Table.of("series", rows)
                .forPrograms("start", it -> Cell.moment(it.start()))
                .forPeople(period.word(), it -> Cell.name(HistoryTrends.shown(it.start(), period)));
        Answer listed =
                answer.forPrograms("per", Cell.name(period.word())).listing(Totals.whole(table, Bucket::summary));
        return ended(session, listed, rows.size(), series.size());
    }

    private static Answer ended(Session session, Answer answer, int shown, int all) {
        if (all == 0 && session.hint().isEmpty()) {
            return answer.remark("No execution matches.");
        }
        return shown == all
                ? answer
                : answer.remark("%d of %d rows; more: --limit %d".formatted(shown, all, all), Tone.FAINT);
    }

    private static Cell shown(Window window) {
        return new Cell.Compound(
                Cell.ABSENT,
                List.of(Field.of("from", moment(window.from())), Field.of("until", moment(window.until()))));
    }

    private static Cell moment(@Nullable Instant at) {
        return at == null ? Cell.ABSENT : Cell.moment(at);
    }

    private static String words(Window window) {
        Instant from = window.from();
        Instant until = window.until();
        return "%s to %s"
                .formatted(from == null ? "" : Figures.moment(from), until == null ? "" : Figures.moment(until));
    }
}

package dev.afterwise.cli.history;

import dev.afterwise.Dimension;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.History;
import dev.afterwise.store.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "stats",
        description =
                "Count how often each strategy was tried and helped: in all, by task, agent, model or route, or over time.")
public final class HealStats implements Verb {
    @Mixin
    FilterOptions only = new FilterOptions();

    @Mixin
    WindowOptions window = new WindowOptions();

    @Option(names = "--by", paramLabel = "DIMENSION", order = 8, description = "by task, agent, model or route")
    @Nullable
    Dimension by;

    @Option(names = "--per", paramLabel = "PERIOD", order = 8, description = "for each hour, day or week in UTC")
    @Nullable
    Period per;

    /** How often one strategy was tried in a period, by a part of the executions, or in all. */
    private record Counted(String group, String strategy, Tally tally) {}

    @Override
    public Answer answer(Session session) {
        if (by == Dimension.STEP) {
            throw Refusal.usage(
                    "--by must name what executions have as a whole, task, agent, model or route, but it is (step).");
        }
        if (by != null && per != null) {
            throw Refusal.usage("--per must not be combined with --by: its rows are periods of one whole.");
        }
        if (window.offset != null) {
            throw Refusal.usage("--offset must not be given here: recoveries are not compared.\nMaybe see --per.");
        }
        History history = session.open(Access.READ).history();
        List<Counted> counted = counted(history, window.of(only, history));
        Table<Counted> table = Table.of("strategies", counted);
        if (by != null) {
            table = table.column(by.word(), by.word(), it -> Cell.text(it.group));
        } else if (per != null) {
            table = table.column("start", per.word(), it -> Cell.text(it.group));
        }
        Answer answer = Answer.of("heal.stats")
                .listing(table.column("strategy", "strategy", it -> Cell.name(it.strategy))
                        .column("tried", "tried", it -> Cell.whole(it.tally.tried()))
                        .column("worked", "worked", it -> Cell.whole(it.tally.worked()))
                        .column("success", "success (95 %)", it -> Cell.rate(it.tally)));
        if (counted.isEmpty()) {
            return session.hint().isEmpty() ? answer.remark("Nothing had to be done about any failure.") : answer;
        }
        return answer.remark(
                "Measured: a strategy worked if the attempt after it succeeded. What is hard is tried with several, so don't compare them by this alone.",
                Tone.FAINT);
    }

    private List<Counted> counted(History history, WindowOptions.Filters filters) {
        List<Counted> counted = new ArrayList<>();
        if (per != null) {
            history.series(filters.now(), per)
                    .forEach(bucket -> add(HistoryTrends.shown(bucket.start(), per), bucket.summary(), counted));
            return counted;
        }
        Set<Dimension> dimensions = by == null ? EnumSet.noneOf(Dimension.class) : EnumSet.of(by);
        history.statistics(filters.now(), dimensions).stream()
                .sorted(Comparator.comparing(it -> it.subject().toString()))
                .forEach(summary -> add(group(summary), summary, counted));
        return counted;
    }

    private String group(Summary summary) {
        return by == null ? "" : summary.subject().part(by).orElse("");
    }

    private static void add(String group, Summary summary, List<Counted> counted) {
        summary.recoveries().entrySet().stream()
                .map(each -> new Counted(group, each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong((Counted it) -> -it.tally.tried())
                        .thenComparing(Counted::strategy))
                .forEach(counted::add);
    }
}

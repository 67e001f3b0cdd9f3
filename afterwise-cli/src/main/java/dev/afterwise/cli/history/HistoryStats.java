package dev.afterwise.cli.history;

import dev.afterwise.Dimension;
import dev.afterwise.FailureClass;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.History;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "stats", description = "Count and time executions by task, agent, model or route, most frequent first.")
public final class HistoryStats implements Verb {
    @Mixin
    FilterOptions only = new FilterOptions();

    @Option(
            names = "--by",
            paramLabel = "DIMENSION",
            order = 8,
            split = ",",
            description = "task (the default), agent, model or route; several with commas")
    List<Dimension> by = List.of(Dimension.TASK);

    @Override
    public Answer answer(Session session) {
        if (by.contains(Dimension.STEP)) {
            throw Refusal.usage(
                    "--by must name what executions have as a whole, task, agent, model or route, but it is (step).");
        }
        History history = session.open(Access.READ).history();
        Set<Dimension> dimensions = EnumSet.copyOf(by);
        List<Summary> summaries = history.statistics(only.filter(history), dimensions).stream()
                .sorted(Comparator.comparingLong((Summary it) -> -it.outcomes().total())
                        .thenComparing(it -> it.subject().toString()))
                .toList();
        Answer answer = Answer.of("history.stats").listing(table(summaries, dimensions));
        return summaries.isEmpty() && session.hint().isEmpty() ? answer.remark("No execution matches.") : answer;
    }

    private static Table<Summary> table(List<Summary> summaries, Set<Dimension> by) {
        Table<Summary> table = Table.of("stats", summaries);
        for (Dimension dimension : by) {
            table = table.column(dimension.word(), dimension.word(), it -> part(it.subject(), dimension));
        }
        return Totals.columns(table, it -> it)
                .column("recovered", "recovered", it -> Cell.rate(recoveries(it)))
                .forPrograms("input_tokens", it -> Cell.whole(it.usage().inputTokens()))
                .forPeople("tokens in", it -> Cell.wholeUnlessZero(it.usage().inputTokens()))
                .forPrograms("output_tokens", it -> Cell.whole(it.usage().outputTokens()))
                .forPeople("tokens out", it -> Cell.wholeUnlessZero(it.usage().outputTokens()))
                .column("cost_usd", "cost", it -> Cell.costUnlessZero(it.usage().cost()))
                .forPrograms("failures", HistoryStats::failures);
    }

    private static Cell part(Subject subject, Dimension dimension) {
        return Cell.text(subject.part(dimension).orElse(""));
    }

    private static Tally recoveries(Summary summary) {
        return summary.recoveries().values().stream().reduce(Tally.NONE, Tally::merge);
    }

    private static Cell failures(Summary summary) {
        return new Cell.Compound(
                Cell.ABSENT,
                summary.failures().entrySet().stream()
                        .map(HistoryStats::failures)
                        .toList());
    }

    private static Field failures(Map.Entry<FailureClass, Long> entry) {
        return Field.of(entry.getKey().label(), Cell.whole(entry.getValue()));
    }
}

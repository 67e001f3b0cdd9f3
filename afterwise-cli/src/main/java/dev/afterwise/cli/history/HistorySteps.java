package dev.afterwise.cli.history;

import dev.afterwise.Dimension;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.History;
import dev.afterwise.store.StepSummary;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "steps", description = "Count and time the steps of executions, most frequent first.")
public final class HistorySteps implements Verb {
    @Mixin
    FilterOptions only = new FilterOptions();

    @Option(names = "--limit", paramLabel = "N", order = 8, description = "at most so many; 50 by default")
    int limit = 50;

    @Override
    public Answer answer(Session session) {
        if (limit < 1) {
            throw Refusal.usage("--limit must be 1 or more, but it is (%d).".formatted(limit));
        }
        History history = session.open(Access.READ).history();
        List<StepSummary> steps = history.steps(only.filter(history)).stream()
                .sorted(Comparator.comparingLong((StepSummary it) -> -total(it))
                        .thenComparing(it -> it.summary().subject().toString())
                        .thenComparing(StepSummary::kind))
                .toList();
        Answer answer = Answer.of("history.steps")
                .forPrograms("steps_in_all", Cell.whole(steps.size()))
                .listing(table(steps.stream().limit(limit).toList()));
        if (steps.isEmpty() && session.hint().isEmpty()) {
            return answer.remark("No step matches.");
        }
        return steps.size() <= limit
                ? answer
                : answer.remark(
                        "%d of %d steps; more: --limit %d".formatted(limit, steps.size(), steps.size()), Tone.FAINT);
    }

    private static long total(StepSummary step) {
        return step.summary().outcomes().total();
    }

    private static Table<StepSummary> table(List<StepSummary> steps) {
        Table<StepSummary> table = Table.of("steps", steps)
                .column("task", "task", it -> part(it, Dimension.TASK))
                .column("step", "step", it -> part(it, Dimension.STEP))
                .column("kind", "kind", it -> Cell.name(it.kind()));
        return Totals.whole(table, StepSummary::summary);
    }

    private static Cell part(StepSummary step, Dimension dimension) {
        return Cell.text(step.summary().subject().part(dimension).orElse(""));
    }
}

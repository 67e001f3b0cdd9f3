package dev.afterwise.cli.demo;

import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What became of the failed attempts of one class.
 *
 * @param recovered how many were followed by another attempt, and how many of those worked
 */
record Healed(FailureClass failureClass, long failed, Tally recovered, List<String> strategies) {
    static Table<Healed> table(Round round) {
        return Table.of("recoveries", of(round))
                .column("class", "failure class", it -> Cell.name(it.failureClass.label()))
                .column("failed_attempts", "failed attempts", it -> Cell.whole(it.failed))
                .column("recovered", "of those tried again, worked", it -> Cell.rate(it.recovered))
                .column("strategies", "by", it -> Cell.several(it.strategies));
    }

    static List<Healed> of(Round round) {
        Map<FailureClass, List<Tally>> tallies = new EnumMap<>(FailureClass.class);
        Map<FailureClass, TreeSet<String>> strategies = new EnumMap<>(FailureClass.class);
        for (Execution run : round.runs()) {
            for (Step step : run.steps()) {
                List<Attempt> attempts = step.attempts();
                for (int i = 0; i < attempts.size(); i++) {
                    if (!(attempts.get(i).outcome() instanceof Outcome.Failed(var ignored, Failure failure))) {
                        continue;
                    }
                    Recovery then = attempts.get(i).then();
                    boolean again = then != null && then.triesAgain() && i + 1 < attempts.size();
                    boolean worked = again && attempts.get(i + 1).outcome().status() == Status.SUCCEEDED;
                    tallies.computeIfAbsent(failure.failureClass(), each -> new ArrayList<>())
                            .add(new Tally(again ? 1 : 0, worked ? 1 : 0));
                    if (again && then != null) {
                        strategies
                                .computeIfAbsent(failure.failureClass(), each -> new TreeSet<>())
                                .add(then.strategy());
                    }
                }
            }
        }
        return tallies.entrySet().stream()
                .map(each -> new Healed(
                        each.getKey(),
                        each.getValue().size(),
                        each.getValue().stream().reduce(Tally.NONE, Tally::merge),
                        List.copyOf(strategies.getOrDefault(each.getKey(), new TreeSet<>()))))
                .toList();
    }
}

package dev.afterwise.cli.report;

import dev.afterwise.Attempt;
import dev.afterwise.Distribution;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Outcomes;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.Tally;
import dev.afterwise.store.History;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What attempts say, of executions that are read one by one. */
record Attempts(History history) {
    private static final int MOST_STEPS = 50;
    private static final String SKIP = "skip";

    /** What is being counted of one class of failure. */
    private static final class OfClass {
        final SortedMap<String, Tally> strategies = new TreeMap<>();
        long attempts;
        long givenUp;
    }

    /** What is being counted of one step. */
    private static final class OfStep {
        final Distribution.Builder took = new Distribution.Builder();
        Outcomes outcomes = Outcomes.NONE;
        long attempts;
    }

    /**
     * What was done about failed attempts. Each recovery is scored by the attempt that followed it.
     *
     * @param strategies of all executions of the window
     * @param of how many executions there are that failed or recovered
     */
    Healing healing(SortedMap<String, Tally> strategies, List<ExecutionId> executions, long of) {
        var classes = new EnumMap<FailureClass, OfClass>(FailureClass.class);
        executions(executions).flatMap(execution -> execution.steps().stream()).forEach(step -> count(step, classes));
        return new Healing(
                strategies,
                classes.entrySet().stream()
                        .map(each -> new Healing.OfClass(
                                each.getKey(),
                                each.getValue().attempts,
                                each.getValue().givenUp,
                                each.getValue().strategies))
                        .sorted(Comparator.comparingLong(Healing.OfClass::attempts)
                                .reversed())
                        .toList(),
                executions.size(),
                of);
    }

    private static void count(Step step, Map<FailureClass, OfClass> classes) {
        for (int i = 0; i < step.attempts().size(); i++) {
            Attempt attempt = step.attempts().get(i);
            if (attempt.outcome() instanceof Outcome.Failed(var ignored, var failure)) {
                OfClass counted = classes.computeIfAbsent(failure.failureClass(), it -> new OfClass());
                counted.attempts++;
                Recovery then = attempt.then();
                if (then instanceof Recovery.GiveUp) {
                    counted.givenUp++;
                } else if (then != null) {
                    // Whoever goes on without the step has what was wanted of it: that the run goes on.
                    boolean worked = then.strategy().equals(SKIP)
                            || (i + 1 < step.attempts().size()
                                    && step.attempts().get(i + 1).outcome().status() == Status.SUCCEEDED);
                    counted.strategies.merge(then.strategy(), new Tally(1, worked ? 1 : 0), Tally::merge);
                }
            }
        }
    }

    /** The steps of these executions, newest first, in the order in which the newest began them. */
    List<TaskFigures.StepFigures> steps(List<ExecutionId> executions) {
        var steps = new LinkedHashMap<String, OfStep>();
        executions(executions).flatMap(execution -> execution.steps().stream()).forEach(step -> {
            OfStep counted = steps.computeIfAbsent(step.action().name(), name -> new OfStep());
            counted.outcomes = counted.outcomes.merge(Outcomes.of(step.outcome().status()));
            for (Attempt attempt : step.attempts()) {
                counted.attempts++;
                if (attempt.outcome() instanceof Outcome.Ended ended && ended.took() != null) {
                    counted.took.add(ended.took());
                }
            }
        });
        return steps.entrySet().stream()
                .limit(MOST_STEPS)
                .map(each -> new TaskFigures.StepFigures(
                        each.getKey(),
                        each.getValue().outcomes,
                        each.getValue().attempts,
                        each.getValue().took.build()))
                .toList();
    }

    private Stream<Execution> executions(List<ExecutionId> ids) {
        return ids.stream().flatMap(id -> history.execution(id).stream());
    }
}

package dev.afterwise.learn;

import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.Experiment;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Value;
import dev.afterwise.learn.experiment.Observation;
import dev.afterwise.learn.experiment.Observation.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs tell about a change: how each got through what the change is about.
 *
 * <p>Where that is a step, its success is that of the step in the end, or of its first attempt where the change is about whom to take
 * first; its time is that of all attempts, waiting aside. A run that did not come to the step tells nothing. Where it is the work as
 * a whole, it is the outcome that is known by now, which may have come late, and the time of the run. The cost is the run's.
 */
public final class Passages {
    private Passages() {}

    /** Those of the runs that this experiment drew. */
    public static List<Observation> of(Change change, Collection<Execution> executions, Experiment experiment) {
        var observations = new ArrayList<Observation>();
        for (Execution each : executions) {
            if (each.profile().attributes().get(experiment.attribute()) instanceof Value.Text(String variant)) {
                passages(change, each)
                        .forEach(passage -> observations.add(
                                passage.observation(variant, Experiment.keyAttribute(experiment.attribute()))));
            }
        }
        return observations;
    }

    /** Those of all runs, whatever they were under; their variant is empty. */
    public static List<Observation> of(Change change, Collection<Execution> executions) {
        return executions.stream()
                .flatMap(each -> passages(change, each))
                .map(passage -> passage.observation("", ""))
                .toList();
    }

    private static Stream<Passage> passages(Change change, Execution execution) {
        if (!change.subject().covers(execution.profile())) {
            return Stream.empty();
        }
        String step = change.subject().part(Dimension.STEP).orElse("");
        boolean isPlanned = change.subject().part(Dimension.TASK).isPresent();
        return step.isEmpty()
                ? Stream.of(new Passage(execution, execution.outcome(), took(execution.outcome())))
                : execution.steps().stream()
                        .filter(each -> each.action() instanceof Action.ToolCall(String tool, var ignored)
                                && tool.equals(step)
                                && (!isPlanned || each.parent() == null)
                                && !each.attempts().isEmpty())
                        .map(each -> passage(change, execution, each.attempts()));
    }

    private static Passage passage(Change change, Execution execution, List<Attempt> attempts) {
        List<Attempt> ordered = attempts.stream()
                .sorted(Comparator.comparingInt(Attempt::number))
                .toList();
        boolean isAboutTheFirst = change instanceof Change.PreferAgent
                || change instanceof Change.SetThreshold
                || change instanceof Change.PreferWhere;
        Outcome outcome = (isAboutTheFirst ? ordered.getFirst() : ordered.getLast()).outcome();
        Duration sum = Duration.ZERO;
        for (Attempt each : ordered) {
            Duration took = took(each.outcome());
            if (sum != null) {
                sum = took == null ? null : sum.plus(took);
            }
        }
        return new Passage(execution, outcome, sum);
    }

    private static @Nullable Duration took(Outcome outcome) {
        return outcome instanceof Outcome.Ended ended ? ended.took() : null;
    }

    private record Passage(
            Execution execution, Outcome outcome, @Nullable Duration took) {
        Observation observation(String variant, String keyAttribute) {
            String key = execution.profile().attributes().get(keyAttribute) instanceof Value.Text(String text)
                    ? text
                    : execution.id().hex();
            return new Observation(variant, key, at(), result(), seconds(), cost());
        }

        private Instant at() {
            Duration whole = Passages.took(execution.outcome());
            return whole == null ? execution.startedAt() : execution.startedAt().plus(whole);
        }

        private Result result() {
            return switch (outcome) {
                case Outcome.Succeeded it -> Result.WORKED;
                case Outcome.Failed it -> Result.FAILED;
                case Outcome.Running it -> Result.RUNNING;
                default -> Result.LOST;
            };
        }

        private double seconds() {
            return took == null ? Double.NaN : (double) took.toNanos() / 1e9;
        }

        /** Not a number where nobody said what anything cost. */
        private double cost() {
            Money cost = execution.headline().usage().cost();
            return cost.micros() == 0 ? Double.NaN : (double) cost.micros() / 1e6;
        }
    }
}

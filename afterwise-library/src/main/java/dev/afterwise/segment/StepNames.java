package dev.afterwise.segment;

import dev.afterwise.Action;
import dev.afterwise.Execution;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an execution's steps are called.
 *
 * @param begun all of them, in the order in which they began, at most {@link #MOST}
 * @param failed where it failed: the steps from the outermost to the innermost in which the failure came up; empty if it did not
 *     fail, or in no step
 */
public record StepNames(List<String> begun, List<String> failed) {
    /** How many names of steps are kept. */
    public static final int MOST = 200;

    private static final int DEEPEST = 10;

    public StepNames {
        begun = List.copyOf(begun);
        failed = List.copyOf(failed);
    }

    public static StepNames of(Execution execution) {
        List<String> begun =
                execution.steps().stream().limit(MOST).map(StepNames::name).toList();
        return new StepNames(
                begun,
                execution.outcome() instanceof Outcome.Failed(var ignored, Failure failure)
                        ? failed(execution.steps(), failure)
                        : List.of());
    }

    /** Steps that are executions of their own have a name each, which tells nothing. */
    private static String name(Step step) {
        return step.action() instanceof Action.Delegate
                ? step.action().kind()
                : step.action().name();
    }

    /** Of the steps that failed like the execution, or else of all that failed, the last to begin is the innermost. */
    private static List<String> failed(List<Step> steps, Failure failure) {
        Step last = null;
        boolean isSame = false;
        for (Step each : steps) {
            if (each.outcome() instanceof Outcome.Failed(var ignored, Failure its)) {
                boolean isLike = its.fingerprint().equals(failure.fingerprint());
                if (isLike || !isSame) {
                    last = each;
                    isSame |= isLike;
                }
            }
        }
        return last == null ? List.of() : path(steps, last);
    }

    private static List<String> path(List<Step> steps, Step innermost) {
        Map<StepId, Step> byId = new HashMap<>();
        steps.forEach(each -> byId.put(each.id(), each));
        var names = new ArrayList<String>();
        @Nullable Step at = innermost;
        while (at != null && names.size() < DEEPEST) {
            names.addFirst(name(at));
            StepId parent = at.parent();
            at = parent == null ? null : byId.get(parent);
        }
        return names;
    }
}

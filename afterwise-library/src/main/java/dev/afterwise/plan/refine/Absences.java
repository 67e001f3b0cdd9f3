package dev.afterwise.plan.refine;

import dev.afterwise.Action;
import dev.afterwise.Execution;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.Tally;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How steps fared in earlier runs without a step they need: because it was skipped, or failed without being critical. What did not
 * end, was cancelled, or ended nobody knows how, counts neither way.
 */
public final class Absences {
    /** There are no earlier runs. */
    public static final Absences NONE = new Absences(List.of());

    /** By run, the steps that were decided and whether they succeeded. */
    private final List<Map<String, Boolean>> runs;

    private Absences(List<Map<String, Boolean>> runs) {
        this.runs = runs;
    }

    /**
     * How often a step was decided, and how often it succeeded.
     *
     * @param without in runs in which what it needs did not succeed
     * @param with in runs in which that did
     */
    record Fared(Tally without, Tally with) {}

    /** @param runs of one plan, in any order */
    public static Absences of(Collection<Execution> runs) {
        return new Absences(runs.stream().map(Absences::decided).toList());
    }

    Fared fared(String step, String need) {
        Tally without = Tally.NONE;
        Tally with = Tally.NONE;
        for (Map<String, Boolean> run : runs) {
            Boolean worked = run.get(step);
            if (worked != null) {
                var one = new Tally(1, worked ? 1 : 0);
                if (run.getOrDefault(need, false)) {
                    with = with.merge(one);
                } else {
                    without = without.merge(one);
                }
            }
        }
        return new Fared(without, with);
    }

    private static Map<String, Boolean> decided(Execution run) {
        var decided = new HashMap<String, Boolean>();
        for (Step step : run.steps()) {
            Status status = step.outcome().status();
            if (step.parent() == null
                    && step.action() instanceof Action.ToolCall(String id, var ignored)
                    && (status == Status.SUCCEEDED || status == Status.FAILED)) {
                decided.put(id, status == Status.SUCCEEDED);
            }
        }
        return decided;
    }
}

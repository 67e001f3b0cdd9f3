package dev.afterwise;

import dev.afterwise.Adaptation.Verdict;
import dev.afterwise.plan.Amendment;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.simulate.Comparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a plan can be adapted to what its history says.
 *
 * @param runs how many runs were learned from
 * @param all the changes that history suggests, those to be made first
 * @param together what all those to be made bring together; null if there are none
 */
public record Adaptations(
        int runs, List<Adaptation> all, @Nullable Comparison together) {
    /** Of fewer runs nothing is said. */
    public static final int FEWEST_RUNS = 10;

    public Adaptations {
        all = List.copyOf(all);
    }

    public List<Adaptation> with(Verdict verdict) {
        return all.stream().filter(each -> each.verdict() == verdict).toList();
    }

    /** The changes to be made. */
    public List<Change> changes() {
        return with(Verdict.TAKE).stream().map(Adaptation::change).toList();
    }

    /** The plan with those changes that a plan can say of itself. */
    public Plan applied(Plan plan) {
        Plan applied = plan;
        for (Change change : changes()) {
            applied = Amendment.of(applied, change);
        }
        return applied;
    }

    /** The policy with all of those changes. */
    public Policy applied(Policy policy) {
        Policy applied = policy;
        for (Change change : changes()) {
            applied = applied.with(change);
        }
        return applied;
    }
}

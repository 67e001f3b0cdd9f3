package dev.afterwise.heal;

import dev.afterwise.Tally;
import dev.afterwise.choose.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Why a remedy is taken first against a failure.
 *
 * @param because why it is the first
 * @param weighed what is thought of each, the first one first, and then by utility
 */
public record Explanation(String because, List<Weighed> weighed) {
    /**
     * What is thought of one remedy.
     *
     * @param prior what experts expect, which nobody measured; empty if they don't say
     * @param isSuggested whether the experts suggest it at all
     * @param measured how often it helped against failures like this one, by what still counts, rounded; nothing if it was not tried
     * @param believed both together, with what was measured against failures that are alike
     */
    public record Weighed(
            String strategy, OptionalDouble prior, boolean isSuggested, Tally measured, Estimate believed) {}

    public Explanation {
        weighed = List.copyOf(weighed);
    }

    static Explanation of(Candidates candidates, Map<String, Estimate> estimates, Remedy first, String because) {
        List<Weighed> weighed = new ArrayList<>();
        for (Remedy each : candidates.all()) {
            Estimate estimate = estimates.get(each.strategy());
            if (estimate != null) {
                long worked = Math.round(estimate.measured().worked());
                long failed = Math.round(estimate.measured().failed());
                weighed.add(new Weighed(
                        each.strategy(),
                        each.prior(),
                        candidates.suggested().contains(each),
                        new Tally(worked + failed, worked),
                        estimate));
            }
        }
        weighed.sort(
                Comparator.<Weighed, Boolean>comparing(each -> !each.strategy().equals(first.strategy()))
                        .thenComparingDouble(each -> -each.believed().utility()));
        return new Explanation(because, weighed);
    }
}

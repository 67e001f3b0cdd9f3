package dev.afterwise.benchmarks.plans;

import java.util.List;

/** Two runs of one scene on the same luck. */
public record Pair(Ran before, Ran after) {
    /** Each run of one way with that of another that had the same luck. */
    static List<Pair> of(List<Ran> compared, Way before, Way after) {
        return compared.stream()
                .filter(ran -> ran.way() == before)
                .map(ran -> new Pair(ran, twin(compared, ran, after)))
                .toList();
    }

    private static Ran twin(List<Ran> compared, Ran ran, Way way) {
        return compared.stream()
                .filter(each -> each.way() == way && each.seed() == ran.seed())
                .findFirst()
                .orElseThrow();
    }

    public boolean bothCompleted() {
        return before.completed() && after.completed();
    }
}

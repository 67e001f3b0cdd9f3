package dev.afterwise.learn.remedies;

import dev.afterwise.Change;
import dev.afterwise.FailureClass;
import dev.afterwise.Measure;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.learn.Demands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which strategy should come first against failures of a class, in a component: of those that were taken first, the one that helped
 * most often against the one that is taken most often. What was done after another one had failed is no comparison.
 *
 * <p>Healing learns that by itself and forgets it when it has not been needed for long; what is adopted stays.
 */
final class StrategyStudy {
    private final String component;
    private final List<Call> calls;

    StrategyStudy(String component, List<Call> calls) {
        this.component = component;
        this.calls = calls;
    }

    List<Found> found() {
        Map<FailureClass, Map<String, List<Try>>> taken = new TreeMap<>();
        for (Call each : calls) {
            Boolean recovered = each.recovered();
            if (each.number() == 1 && each.failure() != null && each.then() != null && recovered != null) {
                taken.computeIfAbsent(each.failure().failureClass(), any -> new TreeMap<>())
                        .computeIfAbsent(each.then().strategy(), any -> new ArrayList<>())
                        .add(new Try(each.at(), recovered));
            }
        }
        List<Found> found = new ArrayList<>();
        taken.forEach((failureClass, byStrategy) -> found.addAll(found(failureClass, byStrategy)));
        return found;
    }

    /** One first recovery. */
    record Try(Instant at, boolean worked) {}

    private List<Found> found(FailureClass against, Map<String, List<Try>> byStrategy) {
        List<String> known = byStrategy.entrySet().stream()
                .filter(each -> each.getValue().size() >= Demands.DEFAULT.minSamples())
                .sorted(Comparator.<Map.Entry<String, List<Try>>>comparingInt(
                                each -> -each.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
        if (known.size() < 2) {
            return List.of();
        }
        String usual = known.getFirst();
        List<Try> now = Objects.requireNonNull(byStrategy.get(usual));
        Tally all =
                Pair.tally(byStrategy.values().stream().flatMap(List::stream).toList());
        return known.stream()
                .skip(1)
                .map(other ->
                        found(against, other, usual, Pair.of(byStrategy.getOrDefault(other, List.of()), now), all))
                .toList();
    }

    private Found found(FailureClass against, String better, String usual, Pair pair, Tally all) {
        if (pair.effect() < Demands.DEFAULT.minGain() || pair.interval().low() <= 0) {
            return Found.nothing(pair.pValue());
        }
        double share = (double) pair.other().tried() / (double) all.tried();
        String because =
                "Against the first failure of class %s in '%s', '%s' helped in %s, and '%s', which is taken most often, in %s."
                        .formatted(
                                against.label(),
                                component,
                                better,
                                Say.rate(pair.one()),
                                usual,
                                Say.rate(pair.other()));
        return new Found(
                pair.pValue(),
                new Found.Worth(
                        new Change.PreferStrategies(Subject.component(component), against, List.of(better)),
                        because,
                        pair.one().tried() + pair.other().tried(),
                        Measure.SUCCESS_RATE,
                        share * pair.effect(),
                        pair.interval().times(share),
                        List.of()));
    }
}

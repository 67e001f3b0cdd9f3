package dev.afterwise.plan.simulate;

import dev.afterwise.Preference;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of several ways to run a plan are worth a thought: those of which no other one is better in chance of success, time or money
 * and no worse in the rest (the Pareto front). Differences that a simulation can't tell apart are none.
 *
 * @param best their numbers, ascending, from 0
 * @param chosen the number of the one that is worth most by the preference; it is one of the best
 * @param worth what each of all ways is worth, in chance of success
 */
public record Front(List<Integer> best, int chosen, List<Double> worth) {
    private static final double ALIKE = .005;

    public Front {
        best = List.copyOf(best);
        worth = List.copyOf(worth);
    }

    /** @throws IllegalArgumentException if there is no way */
    public static Front of(List<Forecast> ways, Preference preference) {
        if (ways.isEmpty()) {
            throw new IllegalArgumentException("There must be ways to choose from, but there are none.");
        }
        double usualSeconds =
                ways.stream().mapToDouble(way -> way.seconds().mean()).average().orElse(0);
        double usualDollars =
                ways.stream().mapToDouble(Front::dollars).average().orElse(0);
        List<Double> worth = ways.stream()
                .map(way -> way.success().likely()
                        - (usualSeconds > 0 ? preference.speed() * way.seconds().mean() / usualSeconds : 0)
                        - (usualDollars > 0 ? preference.cost() * dollars(way) / usualDollars : 0))
                .toList();
        List<Integer> best = IntStream.range(0, ways.size())
                .filter(way -> IntStream.range(0, ways.size())
                        .noneMatch(other -> other != way && isBetter(ways.get(other), ways.get(way), other < way)))
                .boxed()
                .toList();
        int chosen = best.getFirst();
        for (int way : best) {
            chosen = worth.get(way) > worth.get(chosen) + 1e-9 ? way : chosen;
        }
        return new Front(best, chosen, worth);
    }

    /** Of two that are alike, the one that comes first is taken. */
    private static boolean isBetter(Forecast one, Forecast other, boolean comesFirst) {
        double success = one.success().likely() - other.success().likely();
        double seconds = relative(other.seconds().mean(), one.seconds().mean());
        double dollars = relative(dollars(other), dollars(one));
        boolean noWorse = success >= -ALIKE && seconds >= -ALIKE && dollars >= -ALIKE;
        return noWorse && (success > ALIKE || seconds > ALIKE || dollars > ALIKE || comesFirst);
    }

    private static double relative(double more, double less) {
        double most = Math.max(more, less);
        return most > 0 ? (more - less) / most : 0;
    }

    private static double dollars(Forecast way) {
        return way.spent().dollars().mean();
    }
}

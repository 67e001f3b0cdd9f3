package dev.afterwise.learn.recommend;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Which of several arms to try, where the utility of an arm is its chance of success less its price. An immutable value.
 *
 * <p>Trying an arm costs what it is expected to fall short of the best one, and tells something of which one is best. Two arms at most
 * are mixed so that the cost is least for what it tells (Russo and Van Roy, "Learning to optimize via information-directed
 * sampling", Operations Research 66, 2018). The cost is raised to 1.25 and not to 2: so what is worth learning is learned earlier,
 * which pays within some thousand tries. One time of fifty it is Thompson sampling that chooses, so that any arm that may be the best one is tried now
 * and then, and what others would have come to can be estimated. It takes one random number, and it is known how likely the
 * choice was.
 */
public final class Contest {
    private static final double POWER = 1.25;
    private static final double THOMPSON = .02;
    private static final double NOTHING = 1e-12;

    private final List<Standing> arms;
    private final double[] prices;
    private final double[] propensities;

    private Contest(List<Standing> arms, double[] prices) {
        this.arms = List.copyOf(arms);
        this.prices = prices;
        this.propensities = new double[arms.size()];
        if (arms.size() == 1) {
            propensities[0] = 1;
        } else {
            mix(new Grid(arms, prices));
        }
    }

    /** @param arms at least one */
    public static Contest of(List<Standing> arms) {
        return of(arms, arm -> 0);
    }

    /**
     * @param arms at least one
     * @param price how much chance of success it is worth not to need an arm
     */
    public static Contest of(List<Standing> arms, ToDoubleFunction<String> price) {
        double[] prices = arms.stream().map(Standing::arm).mapToDouble(price).toArray();
        return new Contest(arms, prices);
    }

    /** How likely the arm at this place is drawn. */
    public double propensity(int place) {
        return propensities[place];
    }

    /** The place of the arm with the greatest utility as far as is known; of equals the first. */
    public int favourite() {
        int best = 0;
        for (int i = 1; i < prices.length; i++) {
            if (utility(i) > utility(best)) {
                best = i;
            }
        }
        return best;
    }

    /** The chance of success of the arm at this place, less its price. */
    public double utility(int place) {
        return arms.get(place).chance() - prices[place];
    }

    /** The place of one of them, each as often as its propensity says. */
    public int draw(RandomGenerator random) {
        double left = random.nextDouble();
        for (int i = 0; i < propensities.length; i++) {
            left -= propensities[i];
            if (left < 0) {
                return i;
            }
        }
        return favourite();
    }

    private void mix(Grid grid) {
        int n = propensities.length;
        int one = 0;
        int other = 0;
        double share = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                double best = share(grid, i, j);
                double cost = cost(grid, i, j, best);
                if (cost < least) {
                    least = cost;
                    one = i;
                    other = j;
                    share = best;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            propensities[i] = THOMPSON * grid.odds(i);
        }
        propensities[one] += (1 - THOMPSON) * share;
        propensities[other] += (1 - THOMPSON) * (1 - share);
    }

    /** How often to take the first of two, so that it costs least for what it tells. */
    private static double share(Grid grid, int one, int other) {
        double costsMore = grid.shortfall(one) - grid.shortfall(other);
        double tellsMore = grid.telling(one) - grid.telling(other);
        double inBetween = (tellsMore * grid.shortfall(other) - POWER * costsMore * grid.telling(other))
                / ((POWER - 1) * costsMore * tellsMore);
        double best = cost(grid, one, other, 1) <= cost(grid, one, other, 0) ? 1 : 0;
        boolean isBetter =
                inBetween > 0 && inBetween < 1 && cost(grid, one, other, inBetween) < cost(grid, one, other, best);
        return isBetter ? inBetween : best;
    }

    /** What it costs for what it tells. */
    private static double cost(Grid grid, int one, int other, double share) {
        double costs = share * grid.shortfall(one) + (1 - share) * grid.shortfall(other);
        double tells = share * grid.telling(one) + (1 - share) * grid.telling(other);
        // to the power of 1.25
        return Math.max(costs, NOTHING) * Math.sqrt(Math.sqrt(Math.max(costs, NOTHING))) / Math.max(tells, NOTHING);
    }
}

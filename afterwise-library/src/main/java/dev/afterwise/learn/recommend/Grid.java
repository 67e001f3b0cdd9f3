package dev.afterwise.learn.recommend;

import java.util.List;

/**
 * What is believed of the utilities of several arms, on a grid: how likely each arm is the best one, how much it is expected to fall
 * short of the best one, and how much would be known if it were known which one is best. Within some .01.
 *
 * <p>Below the greatest lower end of the arms nobody wins, so there the grid is coarse.
 */
final class Grid {
    private static final int COARSE = 8;
    private static final int FINE = 36;
    private static final int CELLS = COARSE + FINE;
    /** So many standard deviations away there is nothing. */
    private static final double FAR = 4;

    private static final double NEGLIGIBLE = 1e-9;
    /** A case that is less likely than this changes nothing. */
    private static final double UNLIKELY = 1e-6;

    private final int arms;
    private final double[] edges = new double[CELLS + 1];
    /** For each arm and edge, how likely its utility is below it, and what is expected of that part. */
    private final double[][] below;

    private final double[][] part;
    private final double[] odds;
    private final double[] shortfall;
    private final double[] telling;

    Grid(List<Standing> standings, double[] prices) {
        this.arms = standings.size();
        this.below = new double[arms][CELLS + 1];
        this.part = new double[arms][CELLS + 1];
        this.odds = new double[arms];
        this.shortfall = new double[arms];
        this.telling = new double[arms];
        edges(standings, prices);
        double[] logits = new double[CELLS + 1];
        for (int arm = 0; arm < arms; arm++) {
            if (arm == 0 || prices[arm] != prices[arm - 1]) {
                logits(prices[arm], logits);
            }
            fill(arm, standings.get(arm), logits);
        }
        judge();
    }

    /** How likely an arm is the best one. */
    double odds(int arm) {
        return odds[arm];
    }

    /** How much the best one is expected to exceed an arm: not negative. */
    double shortfall(int arm) {
        return shortfall[arm];
    }

    /** How much trying an arm tells of which one is best: the variance of what would be expected of it if that were known. */
    double telling(int arm) {
        return telling[arm];
    }

    private void edges(List<Standing> standings, double[] prices) {
        double least = Double.POSITIVE_INFINITY;
        double floor = Double.NEGATIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int arm = 0; arm < arms; arm++) {
            Standing its = standings.get(arm);
            double low = chance(its.centre() - FAR * its.reach()) - prices[arm];
            least = Math.min(least, low);
            floor = Math.max(floor, low);
            most = Math.max(most, chance(its.centre() + FAR * its.reach()) - prices[arm]);
        }
        most = Math.max(most, floor + NEGLIGIBLE);
        for (int i = 0; i <= CELLS; i++) {
            edges[i] = i < COARSE ? least + (floor - least) * i / COARSE : floor + (most - floor) * (i - COARSE) / FINE;
        }
    }

    /** The logits of the chances that have the utilities of the edges, at this price. */
    private void logits(double price, double[] into) {
        for (int i = 0; i <= CELLS; i++) {
            double chance = edges[i] + price;
            into[i] = chance <= 0
                    ? Double.NEGATIVE_INFINITY
                    : chance >= 1 ? Double.POSITIVE_INFINITY : Math.log(chance / (1 - chance));
        }
    }

    private void fill(int arm, Standing its, double[] logits) {
        double reach = Math.max(1e-6, its.reach());
        double centre = its.centre();
        double[] under = below[arm];
        double[] of = part[arm];
        for (int i = 1; i <= CELLS; i++) {
            under[i] = i == CELLS ? 1 : normal((logits[i] - centre) / reach);
            of[i] = of[i - 1] + (under[i] - under[i - 1]) * (edges[i] + edges[i - 1]) / 2;
        }
    }

    private void judge() {
        // what is expected of each arm (second index) where another one (first index) is the best
        double[][] sums = new double[arms][arms];
        double[] before = new double[arms + 1];
        double[] after = new double[arms + 1];
        double[] ifBelow = new double[arms];
        double all = 0;
        for (int cell = 1; cell <= CELLS; cell++) {
            ifBelow(cell, ifBelow);
            before[0] = 1;
            after[arms] = 1;
            for (int arm = 0; arm < arms; arm++) {
                before[arm + 1] = before[arm] * middle(below, arm, cell);
                after[arms - 1 - arm] = after[arms - arm] * middle(below, arms - 1 - arm, cell);
            }
            for (int best = 0; best < arms; best++) {
                double weight = (below[best][cell] - below[best][cell - 1]) * before[best] * after[best + 1];
                if (weight > UNLIKELY) {
                    odds[best] += weight;
                    all += weight;
                    add(sums, best, cell, weight, ifBelow);
                }
            }
        }
        conclude(sums, Math.max(all, NEGLIGIBLE));
    }

    /** What is expected of each arm if it is below this cell. */
    private void ifBelow(int cell, double[] into) {
        for (int arm = 0; arm < arms; arm++) {
            double under = middle(below, arm, cell);
            into[arm] = under > NEGLIGIBLE ? middle(part, arm, cell) / under : edges[0];
        }
    }

    private void add(double[][] sums, int best, int cell, double weight, double[] ifBelow) {
        double[] its = sums[best];
        for (int arm = 0; arm < arms; arm++) {
            its[arm] += weight * ifBelow[arm];
        }
        its[best] += weight * ((edges[cell] + edges[cell - 1]) / 2 - ifBelow[best]);
    }

    private void conclude(double[][] sums, double all) {
        double greatest = 0;
        for (int best = 0; best < arms; best++) {
            greatest += sums[best][best] / all;
        }
        for (int arm = 0; arm < arms; arm++) {
            double mean = part[arm][CELLS];
            shortfall[arm] = Math.max(0, greatest - mean);
            for (int best = 0; best < arms; best++) {
                if (odds[best] > NEGLIGIBLE) {
                    double off = sums[best][arm] / odds[best] - mean;
                    telling[arm] += odds[best] / all * off * off;
                }
            }
        }
        for (int arm = 0; arm < arms; arm++) {
            odds[arm] /= all;
        }
    }

    private static double middle(double[][] of, int arm, int cell) {
        return (of[arm][cell] + of[arm][cell - 1]) / 2;
    }

    /** The normal distribution function, within .0003. */
    private static double normal(double x) {
        if (!(Math.abs(x) < FAR + 1)) {
            return x > 0 ? 1 : 0;
        }
        return chance(2 * .7978845608 * (x + .044715 * x * x * x));
    }

    private static double chance(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}

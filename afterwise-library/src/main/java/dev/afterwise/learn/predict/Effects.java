package dev.afterwise.learn.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How much each factor speaks for success: a logistic regression with normal beliefs, in which the factors of a family are drawn
 * around zero, so that those seen seldom stay near it (partial pooling).
 *
 * <p>Each outcome moves the beliefs at once (assumed-density filtering; Graepel and others, "Web-scale Bayesian click-through
 * rate prediction", ICML 2010). From time to time all effects are fitted anew to the outcomes that are kept, each in turn
 * by Newton's method to its densest value, and so is how far the effects of a family lie apart (expectation maximisation, with a
 * weak prior). What is asked changes nothing; learning is for one thread while nobody asks.
 */
final class Effects {
    private static final double PRIOR = 1;
    private static final double PRIOR_OF_SUITING = .05;
    private static final int PRIOR_WEIGHT = 3;
    private static final double WIDEST = 30;
    private static final int SWEEPS = 8;
    private static final int FIRST_FIT = 50;
    private static final double GROWTH = 1.1;

    /** From so many outcomes on it is fitted anew less often. */
    private static final int MANY = 10_000;

    private static final double GROWTH_OF_MANY = 1.4;
    private static final double STILL = 1e-4;

    /** Of outcomes before these only the effects as they were fitted are known. */
    private static final int MOST_KEPT = 200_000;

    /** A family with more factors than these has a common one for all others, so that a flood of values does no harm. */
    private static final int MOST_OF_A_FAMILY = 50_000;

    /** A family whose factors were seen more often than this on average has nothing left to learn about each. */
    private static final long OFTEN = 100;

    private final Map<Factor, Integer> ids = new HashMap<>();
    private final Map<String, Integer> families = new LinkedHashMap<>();
    private final List<int[]> rows = new ArrayList<>();
    private boolean[] worked = new boolean[FIRST_FIT];
    private int[] family = new int[FIRST_FIT];
    private int[] sizes = new int[FIRST_FIT];
    private double[] spread = new double[FIRST_FIT];
    private double[] mean = new double[FIRST_FIT];
    private double[] variance = new double[FIRST_FIT];
    private int[] seen = new int[FIRST_FIT];
    private int nextFit;

    /** @param isFitted whether everything is fitted anew from time to time; else the newest outcomes count a little more */
    Effects(boolean isFitted) {
        this.nextFit = isFitted ? FIRST_FIT : Integer.MAX_VALUE;
    }

    /** What is believed of a logit. */
    record Belief(double mean, double variance) {
        double logit() {
            return Logistic.marginal(mean, variance);
        }
    }

    /** What is believed of work that has these factors. */
    Belief belief(List<Factor> factors) {
        double sum = 0;
        double doubt = 0;
        for (Factor each : factors) {
            int id = ids.getOrDefault(each, -1);
            sum += id < 0 ? 0 : mean[id];
            doubt += id < 0 ? spread(each.family()) : variance[id];
        }
        return new Belief(sum, doubt);
    }

    /** By which numbers these are known; -1 for one that is not. */
    int[] known(List<Factor> factors) {
        int[] known = new int[factors.size()];
        for (int i = 0; i < known.length; i++) {
            known[i] = ids.getOrDefault(factors.get(i), -1);
        }
        return known;
    }

    /** The mean of what is believed of work that has the factors which are {@link #known} by these numbers. */
    double mean(int[] known) {
        double sum = 0;
        for (int id : known) {
            sum += id < 0 ? 0 : mean[id];
        }
        return sum;
    }

    /** What is believed of the effect of one factor. */
    Belief effect(Factor factor) {
        return belief(List.of(factor));
    }

    /** Of how many outcomes so far something was a factor. */
    int seen(Factor factor) {
        int id = ids.getOrDefault(factor, -1);
        return id < 0 ? 0 : seen[id];
    }

    /** @return whether everything was fitted anew */
    boolean learn(List<Factor> factors, boolean success) {
        int[] row = new int[factors.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = id(factors.get(i));
        }
        move(row, success);
        for (int each : row) {
            seen[each]++;
        }
        if (nextFit == Integer.MAX_VALUE) {
            return false;
        }
        if (rows.size() == worked.length) {
            worked = Arrays.copyOf(worked, 2 * worked.length);
        }
        worked[rows.size()] = success;
        rows.add(row);
        if (rows.size() < nextFit) {
            return false;
        }
        forget();
        fit();
        nextFit =
                Math.max(rows.size() + FIRST_FIT, (int) (rows.size() * (rows.size() < MANY ? GROWTH : GROWTH_OF_MANY)));
        return true;
    }

    private double spread(String name) {
        Integer known = families.get(name);
        return known == null ? prior(name) : spread[known];
    }

    private void move(int[] row, boolean success) {
        double sum = 0;
        double doubt = 0;
        for (int each : row) {
            sum += mean[each];
            doubt += variance[each];
        }
        double mode = Logistic.mode(sum, doubt, success);
        double p = Logistic.of(mode);
        double after = 1 / (1 / doubt + p * (1 - p));
        double shrinks = 1 - after / doubt;
        for (int each : row) {
            double share = variance[each] / doubt;
            mean[each] += share * (mode - sum);
            variance[each] *= 1 - share * shrinks;
        }
    }

    private void fit() {
        int[][] where = where();
        double[] logits = new double[rows.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = mean(rows.get(i));
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int each = 0; each < ids.size(); each++) {
                fit(each, where[each], logits);
            }
        }
        spreadAnew();
    }

    private void fit(int id, int[] where, double[] logits) {
        double width = spread[family[id]];
        double slope = -mean[id] / width;
        double bend = 1 / width;
        for (int row : where) {
            double p = Logistic.of(logits[row]);
            slope += (worked[row] ? 1 : 0) - p;
            bend += p * (1 - p);
        }
        double step = Math.clamp(slope / bend, -1, 1);
        variance[id] = 1 / bend;
        if (Math.abs(step) > STILL) {
            mean[id] += step;
            for (int row : where) {
                logits[row] += step;
            }
        }
    }

    private void spreadAnew() {
        double[] squares = new double[families.size()];
        for (int each = 0; each < ids.size(); each++) {
            squares[family[each]] += mean[each] * mean[each] + variance[each];
        }
        families.forEach((name, at) ->
                spread[at] = Math.min(WIDEST, (squares[at] + PRIOR_WEIGHT * prior(name)) / (sizes[at] + PRIOR_WEIGHT)));
    }

    /** A half at once, so that what is kept need not be moved often. */
    private void forget() {
        if (rows.size() > MOST_KEPT) {
            int old = rows.size() - MOST_KEPT / 2;
            rows.subList(0, old).clear();
            System.arraycopy(worked, old, worked, 0, rows.size());
        }
    }

    /** In which rows each factor is. */
    private int[][] where() {
        int[] counts = new int[ids.size()];
        for (int[] row : rows) {
            for (int each : row) {
                counts[each]++;
            }
        }
        int[][] where = new int[ids.size()][];
        for (int each = 0; each < where.length; each++) {
            where[each] = new int[counts[each]];
        }
        Arrays.fill(counts, 0);
        for (int i = 0; i < rows.size(); i++) {
            for (int each : rows.get(i)) {
                where[each][counts[each]++] = i;
            }
        }
        return where;
    }

    private int id(Factor factor) {
        Integer known = ids.get(factor);
        if (known != null) {
            return known;
        }
        Integer begun = families.get(factor.family());
        int its = begun == null ? begin(factor.family()) : begun;
        if (sizes[its] >= MOST_OF_A_FAMILY && !factor.value().isEmpty()) {
            return id(new Factor(factor.family(), ""));
        }
        sizes[its]++;
        int id = ids.size();
        if (id == mean.length) {
            mean = Arrays.copyOf(mean, 2 * id);
            variance = Arrays.copyOf(variance, 2 * id);
            family = Arrays.copyOf(family, 2 * id);
            seen = Arrays.copyOf(seen, 2 * id);
        }
        family[id] = its;
        variance[id] = spread[its];
        ids.put(factor, id);
        return id;
    }

    private int begin(String name) {
        int at = families.size();
        if (at == spread.length) {
            spread = Arrays.copyOf(spread, 2 * at);
            sizes = Arrays.copyOf(sizes, 2 * at);
        }
        spread[at] = prior(name);
        families.put(name, at);
        return at;
    }

    private static double prior(String name) {
        return name.endsWith(Factors.OF_ARM) ? PRIOR_OF_SUITING : PRIOR;
    }

    /**
     * The family of attributes with the most factors among those whose factors were seen so often on average, and not so often
     * that nothing is left to learn about each; empty if there is none.
     */
    String finest(double often) {
        long[] tries = new long[families.size()];
        IntStream.range(0, ids.size()).forEach(each -> tries[family[each]] += seen[each]);
        return families.entrySet().stream()
                .filter(each -> each.getKey().startsWith(Factors.ATTRIBUTE)
                        && !each.getKey().endsWith(Factors.OF_ARM))
                .filter(each -> {
                    int at = each.getValue();
                    return sizes[at] > 1 && (double) tries[at] >= often * sizes[at] && tries[at] <= OFTEN * sizes[at];
                })
                .max(Comparator.comparingInt((Map.Entry<String, Integer> each) -> sizes[each.getValue()]))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** All outcomes that are kept, in order. */
    void replay(Outcomes each) {
        Factor[] factors = new Factor[ids.size()];
        ids.forEach((factor, id) -> factors[id] = factor);
        for (int i = 0; i < rows.size(); i++) {
            each.learn(Arrays.stream(rows.get(i)).mapToObj(id -> factors[id]).toList(), worked[i]);
        }
    }

    /** Learns from outcomes. */
    interface Outcomes {
        void learn(List<Factor> factors, boolean worked);
    }
}

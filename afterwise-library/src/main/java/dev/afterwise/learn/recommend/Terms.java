package dev.afterwise.learn.recommend;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** What is believed of each {@link Term}: a normal distribution, by number. Used by one thread at a time. */
final class Terms {
    /** A family that has more than these has a common term for all others, so that a flood of values does no harm. */
    private static final int MOST_OF_A_FAMILY = 100_000;

    private static final int PRIOR_WEIGHT = 3;
    private static final double WIDEST = 30;

    private final Map<Term, Integer> ids = new HashMap<>();
    private final Map<Family, Integer> families = new HashMap<>();
    private double[] prior = new double[8];
    private double[] spread = new double[8];
    private int[] members = new int[8];
    private double[] mean = new double[64];
    private double[] variance = new double[64];
    private int[] family = new int[64];

    private record Family(String name, boolean suits) {}

    int size() {
        return ids.size();
    }

    double mean(int id) {
        return mean[id];
    }

    double variance(int id) {
        return variance[id];
    }

    void believe(int id, double itsMean, double itsVariance) {
        mean[id] = itsMean;
        variance[id] = itsVariance;
    }

    /** How far the terms of its family lie apart: their variance. */
    double spread(int id) {
        return spread[family[id]];
    }

    /** The number of a term, or -1 if it was never seen. */
    int find(Term term) {
        return ids.getOrDefault(term, -1);
    }

    /** How far such terms lie apart, for one that was never seen. */
    double spread(Term term) {
        Integer its = families.get(new Family(term.family(), term.suits()));
        return its == null ? term.prior() : spread[its];
    }

    /** The number of a term, which may be new. */
    int id(Term term) {
        Integer known = ids.get(term);
        if (known != null) {
            return known;
        }
        int its = families.computeIfAbsent(
                new Family(term.family(), term.suits()), name -> begin(families.size(), term.prior()));
        if (members[its] >= MOST_OF_A_FAMILY
                && !(term.value().isEmpty() && term.arm().isEmpty())) {
            return id(new Term(term.family(), "", term.suits() ? "others" : ""));
        }
        int id = ids.size();
        if (id == mean.length) {
            mean = Arrays.copyOf(mean, 2 * id);
            variance = Arrays.copyOf(variance, 2 * id);
            family = Arrays.copyOf(family, 2 * id);
        }
        members[its]++;
        family[id] = its;
        variance[id] = spread[its];
        ids.put(term, id);
        return id;
    }

    private int begin(int at, double itsPrior) {
        if (at == spread.length) {
            prior = Arrays.copyOf(prior, 2 * at);
            spread = Arrays.copyOf(spread, 2 * at);
            members = Arrays.copyOf(members, 2 * at);
        }
        prior[at] = itsPrior;
        spread[at] = itsPrior;
        return at;
    }

    /**
     * Finds anew how far the terms of each family lie apart (a step of expectation maximisation, with a weak prior). One that a
     * single outcome was about says nothing of that: it can't be told from chance.
     *
     * @param seen how many outcomes each was about
     */
    void spreadAnew(IntUnaryOperator seen) {
        double[] squares = new double[families.size()];
        int[] sizes = new int[families.size()];
        for (int each = 0; each < ids.size(); each++) {
            if (seen.applyAsInt(each) > 1) {
                squares[family[each]] += mean[each] * mean[each] + variance[each];
                sizes[family[each]]++;
            }
        }
        for (int each = 0; each < squares.length; each++) {
            double spreads = (squares[each] + PRIOR_WEIGHT * prior[each]) / (sizes[each] + PRIOR_WEIGHT);
            spread[each] = Math.min(WIDEST, spreads);
        }
    }
}

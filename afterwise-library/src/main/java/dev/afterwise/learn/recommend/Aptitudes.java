package dev.afterwise.learn.recommend;

import dev.afterwise.learn.predict.Factor;
import dev.afterwise.learn.predict.Logistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How apt each arm is for which work, learned from outcomes. Used by one thread at a time.
 *
 * <p>The logit of a success is a sum: of how apt the arm is, how hard the circumstances and the very piece of work are, and how well
 * the arm suits these. Of each term a normal distribution is believed, and the terms of a family are drawn around zero, so that what was
 * seen seldom stays near it (partial pooling). An outcome moves the terms that it is about at once (assumed-density filtering;
 * Graepel and others, "Web-scale Bayesian click-through rate prediction", ICML 2010); {@link #fit} finds all of them anew, each in
 * turn by Newton's method, and how far those of a family lie apart (expectation maximisation). So whether circumstances
 * matter at all, and whether the same comes of the same work, is learned and not assumed.
 *
 * <p>What is old counts less: half after the half-life.
 */
public final class Aptitudes {
    private static final int SWEEPS = 8;
    private static final int FIRST_FIT = 50;
    private static final double GROWTH = 1.15;
    private static final double STILL = 1e-4;
    /** Of outcomes before these only the terms as they were fitted are known. */
    private static final int MOST_KEPT = 200_000;

    private static final double NEGLIGIBLE = 1e-3;
    private static final double HALF_LIFE_SECONDS = 60 * 86_400.0;

    private final Terms terms = new Terms();
    private final List<int[]> rows = new ArrayList<>();
    private boolean[] worked = new boolean[FIRST_FIT];
    private double[] at = new double[FIRST_FIT];
    private int nextFit = FIRST_FIT;

    public Aptitudes() {}

    /** How many outcomes it keeps. */
    public int size() {
        return rows.size();
    }

    /** Learns from one outcome. Whoever has the time asks {@link #isDue} afterwards. */
    public void learn(Occasion occasion, String arm, boolean success, double atSeconds) {
        int[] row = row(occasion, arm);
        move(row, success);
        int n = rows.size();
        if (n == worked.length) {
            worked = Arrays.copyOf(worked, 2 * n);
            at = Arrays.copyOf(at, 2 * n);
        }
        worked[n] = success;
        at[n] = atSeconds;
        rows.add(row);
    }

    /** Whether so much was learned since everything was last fitted that it is worth while again. */
    public boolean isDue() {
        return rows.size() >= nextFit;
    }

    /** Whether it has seen this very piece of work. */
    boolean knows(Occasion occasion) {
        return occasion.piece() != null && terms.find(new Term(Term.PIECE, occasion.piece(), "")) >= 0;
    }

    /** What is believed of these arms for some work, in the same order. */
    public List<Standing> standings(Occasion occasion, List<String> arms) {
        var common = new Sum();
        common.add(Term.ALL);
        for (Factor each : occasion.circumstances()) {
            common.add(new Term(each.family(), each.value(), ""));
        }
        if (occasion.piece() != null) {
            common.add(new Term(Term.PIECE, occasion.piece(), ""));
        }
        List<Standing> standings = new ArrayList<>(arms.size());
        for (String arm : arms) {
            var own = new Sum();
            own.add(Term.of(arm));
            for (Factor each : occasion.circumstances()) {
                own.add(new Term(each.family(), each.value(), arm));
            }
            var same = new Sum();
            if (occasion.piece() != null) {
                same.add(new Term(Term.PIECE, occasion.piece(), arm));
            }
            standings.add(new Standing(
                    arm, common.mean + own.mean + same.mean, own.variance, common.variance + same.variance));
        }
        return standings;
    }

    /** A sum of terms as they are believed. */
    private final class Sum {
        double mean;
        double variance;

        void add(Term term) {
            int id = terms.find(term);
            mean += id < 0 ? 0 : terms.mean(id);
            variance += id < 0 ? terms.spread(term) : terms.variance(id);
        }
    }

    private int[] row(Occasion occasion, String arm) {
        List<Factor> circumstances = occasion.circumstances();
        boolean hasPiece = occasion.piece() != null;
        int[] row = new int[2 + 2 * circumstances.size() + (hasPiece ? 2 : 0)];
        int next = 0;
        row[next++] = terms.id(Term.ALL);
        row[next++] = terms.id(Term.of(arm));
        for (Factor each : circumstances) {
            row[next++] = terms.id(new Term(each.family(), each.value(), ""));
            row[next++] = terms.id(new Term(each.family(), each.value(), arm));
        }
        if (occasion.piece() != null) {
            row[next++] = terms.id(new Term(Term.PIECE, occasion.piece(), ""));
            row[next++] = terms.id(new Term(Term.PIECE, occasion.piece(), arm));
        }
        return row;
    }

    private void move(int[] row, boolean success) {
        double mean = 0;
        double variance = 0;
        for (int each : row) {
            mean += terms.mean(each);
            variance += terms.variance(each);
        }
        double mode = Logistic.mode(mean, variance, success);
        double p = Logistic.of(mode);
        double after = 1 / (1 / variance + p * (1 - p));
        double shrinks = 1 - after / variance;
        for (int each : row) {
            double share = terms.variance(each) / variance;
            terms.believe(each, terms.mean(each) + share * (mode - mean), terms.variance(each) * (1 - share * shrinks));
        }
    }

    /** Everything by everything that is kept: the better part of a second for 200,000 outcomes. */
    public void fit() {
        forget();
        int[][] where = where();
        double[] counts = counts();
        double[] logits = new double[rows.size()];
        for (int i = 0; i < logits.length; i++) {
            for (int each : rows.get(i)) {
                logits[i] += terms.mean(each);
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int each = 0; each < where.length; each++) {
                fit(each, where[each], logits, counts);
            }
        }
        terms.spreadAnew(term -> where[term].length);
        nextFit = Math.max(rows.size() + FIRST_FIT, (int) (rows.size() * GROWTH));
    }

    private void fit(int id, int[] where, double[] logits, double[] counts) {
        double width = terms.spread(id);
        double slope = -terms.mean(id) / width;
        double bend = 1 / width;
        for (int row : where) {
            double p = Logistic.of(logits[row]);
            slope += counts[row] * ((worked[row] ? 1 : 0) - p);
            bend += counts[row] * p * (1 - p);
        }
        double step = Math.clamp(slope / bend, -1, 1);
        terms.believe(id, terms.mean(id) + (Math.abs(step) > STILL ? step : 0), 1 / bend);
        if (Math.abs(step) > STILL) {
            for (int row : where) {
                logits[row] += step;
            }
        }
    }

    private void forget() {
        int old = rows.size() - MOST_KEPT;
        if (old > 0) {
            rows.subList(0, old).clear();
            System.arraycopy(worked, old, worked, 0, rows.size());
            System.arraycopy(at, old, at, 0, rows.size());
        }
    }

    /** How much each outcome counts, from the newest. */
    private double[] counts() {
        double newest = Arrays.stream(at, 0, rows.size()).max().orElse(0);
        double[] counts = new double[rows.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.max(NEGLIGIBLE, Math.pow(.5, (newest - at[i]) / HALF_LIFE_SECONDS));
        }
        return counts;
    }

    /** In which rows each term is. */
    private int[][] where() {
        int[] sizes = new int[terms.size()];
        for (int[] row : rows) {
            for (int each : row) {
                sizes[each]++;
            }
        }
        int[][] where = new int[sizes.length][];
        for (int each = 0; each < where.length; each++) {
            where[each] = new int[sizes[each]];
        }
        Arrays.fill(sizes, 0);
        for (int i = 0; i < rows.size(); i++) {
            for (int each : rows.get(i)) {
                where[each][sizes[each]++] = i;
            }
        }
        return where;
    }
}

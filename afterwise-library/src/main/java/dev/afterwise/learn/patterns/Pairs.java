package dev.afterwise.learn.patterns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for pairs of conditions under which outcomes are others than under either alone: where both hold against where only the one
 * does, and against where only the other does. Of both odds the lower ones count, so that neither condition alone is found
 * again (an intersection-union test: Berger, "Multiparameter hypothesis testing and acceptance sampling", Technometrics 24, 1982).
 *
 * <p>Most pairs are told to be nothing by their counts, for more careful odds are never higher. For one thread.
 */
final class Pairs {
    /** Below these odds nothing is ever found. */
    private static final double WORTHLESS = Math.log(10);

    private static final int MOST = 150;

    private final Scores scores;
    private final PatternKind kind;
    private final int least;
    private final List<Pair> promising = new ArrayList<>();
    private long looked;

    private record Pair(Coarse one, Coarse.Condition ofOne, Coarse other, Coarse.Condition ofOther, double odds) {}

    Pairs(Scores scores, PatternKind kind, int least) {
        this.scores = scores;
        this.kind = kind;
        this.least = least;
    }

    /** Each pair that is frequent enough has the same share. */
    List<Hypothesis> hypotheses(List<Coarse> columns, double share) {
        for (int i = 0; i < columns.size(); i++) {
            for (int j = i + 1; j < columns.size(); j++) {
                count(columns.get(i), columns.get(j));
            }
        }
        promising.sort(Comparator.comparingDouble(Pair::odds).reversed());
        return promising.stream()
                .limit(MOST)
                .map(each -> hypothesis(each, share / looked))
                .toList();
    }

    long looked() {
        return looked;
    }

    private void count(Coarse one, Coarse other) {
        Sample sample = scores.sample();
        int width = other.count();
        long[] sizes = new long[one.count() * width];
        double[] sums = new double[one.count() * width];
        for (int i = 0; i < sample.size(); i++) {
            if (one.isKnown(i) && other.isKnown(i)) {
                int cell = one.code(i) * width + other.code(i);
                sizes[cell]++;
                sums[cell] += sample.outcome(i);
            }
        }
        for (Coarse.Condition ofOne : one.conditions()) {
            for (Coarse.Condition ofOther : other.conditions()) {
                look(one, ofOne, other, ofOther, sizes, sums);
            }
        }
    }

    private void look(
            Coarse one, Coarse.Condition ofOne, Coarse other, Coarse.Condition ofOther, long[] sizes, double[] sums) {
        double[] n = new double[4];
        double[] sum = new double[4];
        int width = other.count();
        for (int cell = 0; cell < sizes.length; cell++) {
            int which =
                    (ofOne.codes().get(cell / width) ? 2 : 0) + (ofOther.codes().get(cell % width) ? 1 : 0);
            n[which] += sizes[cell];
            sum[which] += sums[cell];
        }
        if (n[3] < least || n[2] < least || n[1] < least) {
            return;
        }
        looked++;
        double overOne = sum[3] / n[3] - sum[2] / n[2];
        double overOther = sum[3] / n[3] - sum[1] / n[1];
        if (overOne * overOther <= 0 || Math.min(Math.abs(overOne), Math.abs(overOther)) < Patterns.FLOOR) {
            return;
        }
        double odds = Math.min(scores.roughly(sum[3], n[3], sum[2], n[2]), scores.roughly(sum[3], n[3], sum[1], n[1]));
        if (odds >= WORTHLESS) {
            promising.add(new Pair(one, ofOne, other, ofOther, odds));
        }
    }

    private Hypothesis hypothesis(Pair pair, double share) {
        var one = Holding.of(pair.one, pair.ofOne);
        var other = Holding.of(pair.other, pair.ofOther);
        Hypothesis roughly = hypothesis(one, other, share);
        if (roughly.finding().odds() < WORTHLESS || (pair.one.ranks() == null && pair.other.ranks() == null)) {
            return roughly;
        }
        Holding exactOne = one.exactly(scores.sample(), pair.one.ranks(), other, least);
        Holding exactOther = other.exactly(scores.sample(), pair.other.ranks(), exactOne, least);
        Hypothesis exactly = hypothesis(exactOne, exactOther, share);
        return exactly.withOdds(roughly.finding().odds());
    }

    /** What is compared is where only the one holds from which both together differ less. */
    private Hypothesis hypothesis(Holding one, Holding other, double share) {
        Split overOne = one.and(other);
        Split overOther = other.and(one);
        Finding first = scores.of(overOne);
        Finding second = scores.of(overOther);
        boolean isFirst = Math.abs(first.effect()) <= Math.abs(second.effect());
        Finding weaker = (isFirst ? first : second).withOdds(Math.min(first.odds(), second.odds()));
        String topic = one.circumstance().column() + ", " + other.circumstance().column();
        return new Hypothesis(kind, topic, share, scores.sample(), weaker, isFirst ? overOne : overOther);
    }
}

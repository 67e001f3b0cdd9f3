package dev.afterwise.learn.patterns;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for numbers that go along with success or duration, by ranks: Spearman's coefficient, whose test here heeds that outcomes
 * come in bursts.
 */
final class Correlations {
    private Correlations() {}

    static List<Hypothesis> hypotheses(Scores scores, List<Column> columns, int least, double share) {
        var all = new ArrayList<Hypothesis>();
        for (Column column : columns) {
            if (column instanceof Column.Quantities it) {
                Hypothesis its = of(scores, it, share);
                if (its.finding().size() >= 2L * least) {
                    all.add(its);
                }
            }
        }
        return all.stream().map(each -> each.withShare(share / all.size())).toList();
    }

    private static Hypothesis of(Scores scores, Column.Quantities column, double share) {
        Sample sample = scores.sample();
        double[] ranks = sample.centred(column.values());
        long size = 0;
        double squares = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (!Double.isNaN(ranks[i])) {
                size++;
                squares += ranks[i] * ranks[i];
            }
        }
        double factor = sample.variance() <= 0 || size == 0 ? 0 : Math.sqrt(squares / size / sample.variance());
        return new Hypothesis(
                PatternKind.CORRELATION,
                column.name(),
                share,
                sample,
                scores.of(ranks, size).times(factor),
                new Split(
                        new Circumstance.Greater(column.name()),
                        i -> Double.isNaN(ranks[i]) ? Split.OF_NO_CONCERN : ranks[i] > 0 ? Split.WITH : Split.WITHOUT));
    }
}

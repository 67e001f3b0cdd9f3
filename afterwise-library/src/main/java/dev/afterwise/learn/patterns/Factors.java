package dev.afterwise.learn.patterns;

import dev.afterwise.segment.Codes;
import java.util.ArrayList;
import java.util.List;

/** Looks for values and numbers on which success depends, one column at a time. */
final class Factors {
    private final Scores scores;
    private final int least;

    Factors(Scores scores, int least) {
        this.scores = scores;
        this.least = least;
    }

    /** Each column has the same share, and in a column each value. */
    List<Hypothesis> hypotheses(List<Column> columns, double share) {
        var all = new ArrayList<Hypothesis>();
        for (Column column : columns) {
            switch (column) {
                case Column.Categories it -> add(all, it, share / columns.size());
                case Column.Quantities it ->
                    new CutSearch(scores, it, least)
                            .hypothesis(share / columns.size())
                            .ifPresent(all::add);
            }
        }
        return all;
    }

    private void add(List<Hypothesis> all, Column.Categories column, double share) {
        Sample sample = scores.sample();
        Codes<String> values = column.values();
        int[] codes = sample.codes(values);
        var table =
                new Values(sample, sample.independent(), codes, values.values().size(), least);
        List<Hypothesis> theirs = new ArrayList<>();
        for (int value = 0; value < values.values().size(); value++) {
            Finding finding = table.finding(value);
            if (finding.size() > 0 && !isOtherHalf(finding, theirs)) {
                int code = value;
                theirs.add(new Hypothesis(
                        PatternKind.FAILURE_CAUSE,
                        column.name(),
                        share,
                        sample,
                        finding,
                        new Split(
                                new Circumstance.Is(
                                        column.name(), values.values().get(value)),
                                i -> codes[i] == code
                                        ? Split.WITH
                                        : codes[i] == Codes.NONE ? Split.OF_NO_CONCERN : Split.WITHOUT)));
            }
        }
        for (Hypothesis each : theirs) {
            all.add(each.withShare(share / theirs.size()));
        }
    }

    /** Where there are only two values, the second is all that the first is not: nothing that was not looked at. */
    private static boolean isOtherHalf(Finding finding, List<Hypothesis> before) {
        return before.size() == 1 && before.getFirst().finding().others() == finding.size();
    }
}

package dev.afterwise.learn.patterns;

import dev.afterwise.segment.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A hypothesis that is believed, on its way to becoming a pattern.
 *
 * @param pValue corrected for all that was looked at
 */
record Belief(Hypothesis hypothesis, double pValue) {
    private static final int EXAMPLES = 5;
    /** Of a number, the worse side is spoken of unless it is more than this share of all. */
    private static final double MOST = 2.0 / 3;

    /** How sure it is that the effect is worth speaking of. */
    double confidence() {
        Finding finding = hypothesis.finding();
        double beyond = (Math.abs(finding.effect()) - floor()) / finding.error();
        return (1 - pValue) * NormalDistribution.of(0, 1).cumulativeProbability(beyond);
    }

    boolean isWorthIt() {
        return Math.abs(hypothesis.finding().effect()) >= floor();
    }

    private double floor() {
        return hypothesis.kind() == PatternKind.CORRELATION ? Patterns.LEAST_CORRELATION : Patterns.FLOOR;
    }

    /** @param task among whose executions it was looked for; empty for all */
    Pattern pattern(String task) {
        Belief it = spokenOf();
        Hypothesis its = it.hypothesis;
        Finding finding = its.finding();
        Sample sample = its.sample();
        var effect = new Effect(
                sample.measured(),
                new Effect.Part(finding.size(), level(true, its)),
                new Effect.Part(finding.others(), level(false, its)),
                finding.effect(),
                finding.interval());
        PatternKind kind = kind(its.kind(), effect);
        Circumstance circumstance = its.split().circumstance();
        return new Pattern(
                task,
                kind,
                circumstance,
                effect,
                pValue,
                confidence(),
                examples(its),
                Wording.sentence(task, kind, circumstance, effect));
    }

    private static PatternKind kind(PatternKind kind, Effect effect) {
        boolean isFactor = kind == PatternKind.FAILURE_CAUSE || kind == PatternKind.SUCCESS_FACTOR;
        return !isFactor ? kind : effect.isBetter() ? PatternKind.SUCCESS_FACTOR : PatternKind.FAILURE_CAUSE;
    }

    /** This one, or what it says of the other side of a cut. */
    private Belief spokenOf() {
        Finding finding = hypothesis.finding();
        if (!(hypothesis.split().circumstance() instanceof Circumstance.Above above)) {
            return this;
        }
        double all = (double) finding.size() + finding.others();
        boolean isWorse = finding.effect() < 0;
        boolean isSpokenOf = isWorse ? finding.size() <= MOST * all : finding.others() > MOST * all;
        if (isSpokenOf) {
            return this;
        }
        Split other = hypothesis
                .split()
                .reversed(new Circumstance.UpTo(above.column(), above.cut(), above.low(), above.high()));
        return new Belief(
                new Hypothesis(
                        hypothesis.kind(),
                        hypothesis.topic(),
                        hypothesis.share(),
                        hypothesis.sample(),
                        finding.ofOthers(),
                        other),
                pValue);
    }

    private static double level(boolean isWith, Hypothesis its) {
        Sample sample = its.sample();
        byte side = isWith ? Split.WITH : Split.WITHOUT;
        var numbers = sample.columns().numbers(Quantity.TOOK_US);
        boolean isRate = sample.measured() == Measured.SUCCESS;
        double[] values = new double[sample.size()];
        int count = 0;
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            if (its.split().sides().of(i) == side) {
                sum += sample.outcome(i) + sample.mean();
                values[count++] = isRate ? 0 : numbers.at(sample.row(i));
            }
        }
        if (isRate || count == 0) {
            return count == 0 ? 0 : Math.clamp(sum / count, 0, 1);
        }
        Arrays.sort(values, 0, count);
        return (values[(count - 1) / 2] + values[count / 2]) / 2 / 1e6;
    }

    /** Some that show it, the newest first. */
    private static List<Long> examples(Hypothesis its) {
        Sample sample = its.sample();
        boolean isMore = its.finding().effect() > 0;
        List<Long> examples = new ArrayList<>();
        for (int i = sample.size() - 1; i >= 0 && examples.size() < EXAMPLES; i--) {
            if (its.split().holds(i) && (sample.outcome(i) > 0) == isMore) {
                examples.add(sample.columns().number(sample.row(i)));
            }
        }
        return examples;
    }
}

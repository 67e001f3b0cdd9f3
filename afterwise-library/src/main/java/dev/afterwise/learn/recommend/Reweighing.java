package dev.afterwise.learn.recommend;

import dev.afterwise.learn.predict.Factor;
import dev.afterwise.learn.recommend.Advice.Gain;
import dev.afterwise.learn.stats.Interval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * An estimate of what one arm would have come to in executions that took several. It is doubly robust and self-normalised: what is
 * expected of the arm in the circumstances, corrected by those that took it, each counting by how unlikely that was (Dudík, Langford
 * and Li, "Doubly robust policy evaluation and learning", ICML 2011; Swaminathan and Joachims, "The self-normalized estimator for
 * counterfactual learning", NIPS 2015). What is expected of an execution doesn't know its own outcome. Pieces of work count as one sample each.
 */
final class Reweighing {
    static final int FEWEST = 10;

    /** Nothing counts for more than it would at this propensity: few outcomes would decide everything. */
    private static final double RARE = .02;
    /** How many executions the arm's rate in all circumstances counts for in each of them. */
    private static final double SHRUNK = 5;

    private static final double SURE = 1.96;

    private final List<Logged> log;
    private final String arm;
    private final boolean isDrawn;

    /** @param isDrawn whether to take the logged propensities, which all of them have then; else they are estimated */
    Reweighing(List<Logged> log, String arm, boolean isDrawn) {
        this.log = log;
        this.arm = arm;
        this.isDrawn = isDrawn;
    }

    /** @param effective how many equally telling executions those are worth that took the arm */
    record Estimate(Gain value, Gain gain, long taken, double effective) {}

    /** What took the arm in some circumstances, and what came of it. */
    private static final class Tally {
        private double all;
        private double taken;
        private double sum;
    }

    /** Empty where too few took the arm. */
    Optional<Estimate> of(ToDoubleFunction<Logged> what) {
        Map<List<Factor>, Tally> strata = new HashMap<>();
        var whole = new Tally();
        for (Logged each : log) {
            count(strata.computeIfAbsent(each.circumstances(), ignored -> new Tally()), each, what);
            count(whole, each, what);
        }
        if (whole.taken < FEWEST) {
            return Optional.empty();
        }
        int size = log.size();
        double[] expected = new double[size];
        double[] weights = new double[size];
        double weight = 0;
        double squares = 0;
        double residual = 0;
        for (int i = 0; i < size; i++) {
            Logged each = log.get(i);
            Tally its = strata.getOrDefault(each.circumstances(), whole);
            boolean isTaken = each.arm().equals(arm);
            double own = isTaken ? 1 : 0;
            double ownSum = isTaken ? what.applyAsDouble(each) : 0;
            double rate = (whole.sum - ownSum) / (whole.taken - own);
            expected[i] = (its.sum - ownSum + SHRUNK * rate) / (its.taken - own + SHRUNK);
            if (isTaken) {
                double likely = isDrawn
                        ? each.propensity()
                        : (its.taken + SHRUNK * whole.taken / whole.all) / (its.all + SHRUNK);
                weights[i] = 1 / Math.max(RARE, likely);
                weight += weights[i];
                squares += weights[i] * weights[i];
                residual += weights[i] * (ownSum - expected[i]);
            }
        }
        double effective = weight * weight / squares;
        return effective < FEWEST
                ? Optional.empty()
                : Optional.of(conclude(what, expected, weights, residual / weight, weight / size, whole, effective));
    }

    private void count(Tally tally, Logged each, ToDoubleFunction<Logged> what) {
        tally.all++;
        if (each.arm().equals(arm)) {
            tally.taken++;
            tally.sum += what.applyAsDouble(each);
        }
    }

    private Estimate conclude(
            ToDoubleFunction<Logged> what,
            double[] expected,
            double[] weights,
            double residual,
            double meanWeight,
            Tally whole,
            double effective) {
        int size = log.size();
        double value = residual;
        double done = 0;
        for (int i = 0; i < size; i++) {
            value += expected[i] / size;
            done += what.applyAsDouble(log.get(i)) / size;
        }
        var ofValue = new Spread();
        var ofGain = new Spread();
        for (int i = 0; i < size; i++) {
            Logged each = log.get(i);
            double came = what.applyAsDouble(each);
            double influence = expected[i]
                    + residual
                    - value
                    + (weights[i] == 0 ? 0 : weights[i] / meanWeight * (came - expected[i] - residual));
            ofValue.add(each.piece(), influence);
            ofGain.add(each.piece(), influence - (came - done));
        }
        return new Estimate(
                around(value, ofValue.error(size)),
                around(value - done, ofGain.error(size)),
                (long) whole.taken,
                effective);
    }

    private static Gain around(double value, double error) {
        return new Gain(value, new Interval(value - SURE * error, value + SURE * error));
    }

    /** How far deviations scatter, added up by piece of work. */
    private static final class Spread {
        private final Map<String, Double> byPiece = new HashMap<>();
        private double squares;
        private long single;

        private void add(@Nullable String piece, double deviation) {
            if (piece == null) {
                squares += deviation * deviation;
                single++;
            } else {
                byPiece.merge(piece, deviation, Double::sum);
            }
        }

        private double error(int size) {
            double all = squares;
            for (double each : byPiece.values()) {
                all += each * each;
            }
            double groups = (double) single + byPiece.size();
            return Math.sqrt(all * groups / Math.max(1, groups - 1)) / size;
        }
    }
}
